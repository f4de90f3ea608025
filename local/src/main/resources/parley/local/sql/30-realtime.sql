create schema if not exists realtime authorization supabase_admin;
