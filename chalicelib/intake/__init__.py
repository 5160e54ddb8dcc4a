"""The questionnaire before the first session, its scores and the proposed level of care."""
