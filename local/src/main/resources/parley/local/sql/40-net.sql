-- The SQL side of pg_net (shape of 0.20): an UNLOGGED queue that a crash empties, and the responses of one attempt each.
create schema net;
create unlogged table net.http_request_queue (
  id bigint generated always as identity,
  method text not null,
  url text not null,
  headers jsonb,
  body bytea,
  timeout_milliseconds int not null
);
create unlogged table net._http_response (
  id bigint,
  status_code int,
  content_type text,
  headers jsonb,
  content text,
  timed_out bool,
  error_msg text,
  created timestamptz not null default now()
);
create index on net._http_response (created);

create function net._encode_url(url text, params jsonb) returns text language sql immutable as $$
  select case when params is null or params = '{}' then url
    else url || case when strpos(url, '?') > 0 then '&' else '?' end
      || (select string_agg(key || '=' || value, '&') from jsonb_each_text(params)) end
$$;

create function net.http_post(
  url text, body jsonb default '{}', params jsonb default '{}',
  headers jsonb default '{"Content-Type": "application/json"}', timeout_milliseconds int default 5000)
returns bigint language plpgsql volatile security definer set search_path = '' as $$
declare
  content_type text;
  request_id bigint;
begin
  select value into content_type from jsonb_each_text(headers) where lower(key) = 'content-type' limit 1;
  if content_type is distinct from 'application/json' then
    raise exception 'Content-Type header must be "application/json"';
  end if;
  insert into net.http_request_queue (method, url, headers, body, timeout_milliseconds)
    values ('POST', net._encode_url(url, params), headers, convert_to(body::text, 'UTF8'), timeout_milliseconds)
    returning id into request_id;
  perform pg_notify('net_wake', '');
  return request_id;
end $$;

create function net.http_get(
  url text, params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds int default 5000)
returns bigint language plpgsql volatile security definer set search_path = '' as $$
declare
  request_id bigint;
begin
  insert into net.http_request_queue (method, url, headers, body, timeout_milliseconds)
    values ('GET', net._encode_url(url, params), headers, null, timeout_milliseconds)
    returning id into request_id;
  perform pg_notify('net_wake', '');
  return request_id;
end $$;

grant usage on schema net to postgres, anon, authenticated, service_role;
grant all on all tables in schema net to postgres with grant option;
grant execute on all functions in schema net to postgres with grant option;
