"""The practice world: buyers, parcels, and the step that moves time."""
