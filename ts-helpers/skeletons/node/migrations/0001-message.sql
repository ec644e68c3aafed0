create table message (
  id bigint generated always as identity primary key,
  name text not null,
  email text not null,
  text text not null,
  at timestamptz not null default now()
);
