"""Questions about an assessment: why, what is needed, what to plan, what lies on the desk."""
