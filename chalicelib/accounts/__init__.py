"""Getting in: the person's own facts, consents and sign-ins; accounts made by Cognito's triggers and by invitation."""
