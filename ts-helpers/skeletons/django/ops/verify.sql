-- Asked of each backup once it is restored, in a throw-away server: what raises fails its proof.
do $$ begin
  assert (select count(*) from django_migrations) > 0, 'no migration was ever applied';
  assert not exists (select from contact_message where email = ''), 'a message without an address';
end $$;
