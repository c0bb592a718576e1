"""The editor of a promotion: ``opening.PromotionWriting`` opens it and keeps what comes of it."""
