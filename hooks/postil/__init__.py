"""Postil: raw texts in, an annotated reader and study guide out. `chain.py` names the steps."""
