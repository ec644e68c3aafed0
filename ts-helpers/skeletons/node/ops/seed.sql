-- Data to work with, which `countable up` loads where there is none.
insert into message (name, email, text, at) values
  ('Ada', 'ada@example.org', 'When do you open?', now()),
  ('Grace', 'grace@example.org', 'The page about ships is wonderful.', now() - interval '1 day');
