"""The views, by what a reader comes for. Each fetches, asks the domain once, and renders.

Rank 6: imports whatever stands below, and desk, sharing and preferences from among themselves.
"""
