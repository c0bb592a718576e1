"""Videos, live sessions, creators and the samples they are sent."""
