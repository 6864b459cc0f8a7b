"""What writes: one function per thing a person does, each one transaction."""
