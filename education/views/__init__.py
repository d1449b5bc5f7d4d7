"""The views, by what a reader comes for. Each fetches, asks the domain once, and renders."""
