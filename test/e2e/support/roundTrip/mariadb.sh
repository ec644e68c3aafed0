#!/bin/sh
# Prints all that a MariaDB server holds, as its own tools and its catalogues tell it.
set -eu
export MYSQL_PWD="$MARIADB_ROOT_PASSWORD"
ask() { mariadb -uroot --batch --skip-column-names --raw --default-character-set=utf8mb4 "$@"; }
of_users="FROM mysql.user WHERE user NOT IN ('mariadb.sys', 'healthcheck') ORDER BY user, host"
ask -e "SELECT user, host, is_role, default_role, authentication_string $of_users"
ask -e "SELECT CONCAT('SHOW GRANTS FOR ', QUOTE(user), IF(is_role = 'Y', '', CONCAT('@', QUOTE(host))), ';') $of_users" | ask | sort
# What there was before a history is told by its times alone: MariaDB dumps them as they are.
for name in shop 'o`dd "d'"'"'b"; \ .ü/' nothing; do
  mariadb-dump -uroot --default-character-set=utf8mb4 --single-transaction --routines --events --triggers --hex-blob --dump-history --skip-dump-date --databases -- "$name"
done
ask -e "SET SESSION group_concat_max_len = 1000000; SELECT GROUP_CONCAT('CHECKSUM TABLE ', CONCAT('\`', REPLACE(table_schema, '\`', '\`\`'), '\`.\`', REPLACE(table_name, '\`', '\`\`'), '\`') ORDER BY table_schema, table_name SEPARATOR ';') FROM information_schema.tables WHERE table_type <> 'VIEW' AND table_schema NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')" | ask
ask -e "SELECT schema_name, default_character_set_name, default_collation_name, schema_comment FROM information_schema.schemata ORDER BY 1;
SELECT routine_schema, routine_name, definer, security_type, sql_mode, character_set_client, collation_connection, database_collation FROM information_schema.routines WHERE routine_schema <> 'sys' ORDER BY 1, 2;
SELECT trigger_schema, trigger_name, definer, action_order, sql_mode FROM information_schema.triggers WHERE trigger_schema <> 'sys' ORDER BY 1, 2;
SELECT event_schema, event_name, definer, time_zone, execute_at, starts, ends, status, on_completion FROM information_schema.events ORDER BY 1, 2;
SELECT table_schema, table_name, definer, security_type, check_option, is_updatable FROM information_schema.views WHERE table_schema <> 'sys' ORDER BY 1, 2;
SELECT table_schema, table_name, engine, row_format, table_collation, auto_increment FROM information_schema.tables WHERE table_schema NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema') ORDER BY 1, 2"
