-- One row at least in every table, so that "sees nothing" and "there is nothing" cannot be mixed up: a call that runs and one that is over.
-- Realtime makes its partitions when it connects; it does not here.
create table realtime.messages_any partition of realtime.messages default;
update parley.settings set value = '"https://calls.example"' where name = 'issuer';
select parley.open_session('acae0000-0000-4000-8000-000000000001', '5e550000-0000-4000-8000-000000000001', '71500000-0000-4000-8000-000000000001', '\x01', 'Ada'),
  parley.open_session('acae0000-0000-4000-8000-000000000001', '5e550000-0000-4000-8000-000000000002', '71500000-0000-4000-8000-000000000002', null, 'Bob'),
  parley.open_session('910be000-0000-4000-8000-000000000002', '5e550000-0000-4000-8000-000000000003', '71500000-0000-4000-8000-000000000003', null, 'Cy');
select parley.open_call('ca110000-0000-4000-8000-000000000001', 'acae0000-0000-4000-8000-000000000001', '5e550000-0000-4000-8000-000000000001',
    '71500000-0000-4000-8000-000000000001', gen_random_uuid(), 'audio', '{"sdp":"o"}', '{}', 'Ada', '\x01'),
  parley.open_call('ca110000-0000-4000-8000-000000000002', 'acae0000-0000-4000-8000-000000000001', '5e550000-0000-4000-8000-000000000002',
    '71500000-0000-4000-8000-000000000002', gen_random_uuid(), 'audio', '{"sdp":"o"}', '{}', 'Bob', null);
select parley.end_call(c, 'cancelled', 'visitor') from parley.calls c where id = 'ca110000-0000-4000-8000-000000000002';
select parley.drain_outbox('rows', 10, false), parley.sweep(true), parley.settle(10), parley.take('any', 1),
  parley.request_callback('acae0000-0000-4000-8000-000000000001', '5e550000-0000-4000-8000-000000000001', '71500000-0000-4000-8000-000000000001', '{}');
insert into parley.desks values (gen_random_uuid(), 'a6e00000-0000-4000-8000-000000000001', 'acae0000-0000-4000-8000-000000000001', 'available', now(), now(), now() + interval '1 hour');
insert into parley.call_rings values ('ca110000-0000-4000-8000-000000000001', gen_random_uuid(), 'a6e00000-0000-4000-8000-000000000001', now(), null);
insert into parley.tenant_keys values ('acae0000-0000-4000-8000-000000000001', decode(repeat('ab', 32), 'hex'));
insert into parley.blocks values ('910be000-0000-4000-8000-000000000002', gen_random_uuid(), 'a6e00000-0000-4000-8000-000000000003');
-- a call of a premium tenant with a credential and what its relay counted, and one that failed and was tried again
select parley.open_call('ca110000-0000-4000-8000-000000000003', '910be000-0000-4000-8000-000000000002', '5e550000-0000-4000-8000-000000000003',
  '71500000-0000-4000-8000-000000000003', gen_random_uuid(), 'audio', '{"sdp":"o"}', '{}', 'Cy', '\x03');
select parley.reserve_relay('\x03', 'coturn', 300000, 32000, 9600000);
select parley.count_relay((select jsonb_build_array(jsonb_build_object('grant', id, 'line', '1', 'up', 1, 'down', 2)) from parley.relay_grants));
insert into parley.probes (call_id, tenant_id) values ('ca110000-0000-4000-8000-000000000002', 'acae0000-0000-4000-8000-000000000001');
insert into parley.premium_requests (tenant_id, by_agent, seen) values ('acae0000-0000-4000-8000-000000000001', 'a6e00000-0000-4000-8000-000000000001', '{}');
insert into parley.notes values ('ca110000-0000-4000-8000-000000000001', 'a6e00000-0000-4000-8000-000000000001', 'Ana', 'Order 17');
