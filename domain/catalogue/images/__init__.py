"""Pictures of products as files bring them: examined, developed in a process apart, measured.

``darkroom.Darkroom`` is the door; nothing else here needs to be known outside.
"""
