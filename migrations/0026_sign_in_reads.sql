-- Every request asks who its token belongs to, by account and id, before it works in that account: one statement of the
-- system role in place of a transaction.
grant select (name, role, token_epoch) on users to flowpilot_system;
grant select (family_id, user_id, revoked_at) on refresh_tokens to flowpilot_system;
