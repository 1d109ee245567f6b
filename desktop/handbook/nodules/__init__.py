"""Lung, breast and thyroid nodules: classification cross-checks, growth and follow-up (ND), rules as tables."""
