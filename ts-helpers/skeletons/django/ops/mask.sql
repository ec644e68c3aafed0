-- What `mask:` of countable.yml leaves to SQL, in a copy of production that nobody can reach.
truncate django_session;
update auth_user set password = '!' || md5(random()::text);
