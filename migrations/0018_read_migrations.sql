-- The server asks whether its database is migrated; it does not migrate it.
grant select on schema_migrations to flowpilot_app, flowpilot_system;
