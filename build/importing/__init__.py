"""Tables from offices → content files: read, understand, plan, and write all or nothing."""
