"""How well the shop serves its buyers, as the platform measures it."""
