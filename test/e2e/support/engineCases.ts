import type {EngineKind} from '../../../ts-helpers/src/archive/manifest.ts';

/** A server with what is hard to keep of it. */
export interface EngineCase {
  title: string;
  kind: EngineKind;
  image: string;
  variables: Record<string, string>;
  /** Run in the container, as the server's own people fill it. */
  client: string;
  seed: string;
  /** Of a database, rows of its tables. */
  rows: Record<string, Record<string, number>>;
  roles: string[];
}

const POSTGRES = 'psql -v ON_ERROR_STOP=1 -qU "$POSTGRES_USER" -d postgres';
export const CASES: readonly EngineCase[] = [
  {
    title: 'PostgreSQL',
    kind: 'postgres',
    image: 'postgres:15',
    variables: {POSTGRES_USER: 'ada', POSTGRES_PASSWORD: 's3cret-of-ada'},
    client: POSTGRES,
    seed: String.raw`
      create role reader login password 'x'; create database "od=d"; create database "odd ""name";
      \connect "odd ""name"
      create table t (a text); insert into t values ('\.'), (E'\\.\n\\.'), (''), (null), (E'a\tb');
      create table "we""ird (x)" (a int); create table nocol (); insert into nocol default values;
      create sequence s; select nextval('s'); grant select on t to reader;
      select lo_from_bytea(0, '\x00ff'); create view v as select * from t;`,
    rows: {
      ada: {},
      postgres: {},
      'od=d': {},
      'odd "name': {'public.t': 5, 'public."we""ird (x)"': 0, 'public.nocol': 1},
    },
    roles: ['ada', 'reader'],
  },
  {
    title: 'PostGIS',
    kind: 'postgres',
    image: 'postgis/postgis:15-3.3',
    variables: {POSTGRES_USER: 'postgres', POSTGRES_PASSWORD: 's3cret'},
    client: POSTGRES,
    seed: String.raw`
      create database gis;
      \connect gis
      create extension postgis; create table g (p geometry(point, 4326));
      insert into g select st_setsrid(st_point(n, 2), 4326) from generate_series(1, 100) n;
      create index on g using gist (p);`,
    rows: {gis: {'public.g': 100, 'public.spatial_ref_sys': 0}},
    roles: ['postgres'],
  },
  {
    title: 'MariaDB',
    kind: 'mysql',
    image: 'mariadb:10.11',
    variables: {MARIADB_ROOT_PASSWORD: `s3cret"'$`},
    client: 'MYSQL_PWD="$MARIADB_ROOT_PASSWORD" mariadb --default-character-set=utf8mb4 -uroot',
    seed: String.raw`
      create user app@'%' identified by 'x'; create role r; grant r to app;
      create database ${'`odd ``name`'}; use ${'`odd ``name`'};
      create table t (id int auto_increment primary key, a text, b blob);
      insert into t (a, b) values ('it''s; a ) ( \\ "x"\n', x'00ff27'), (null, ''), ('),(', null), ('ü😀', 'b');
      create table ${'`we``ird(x)`'} (a int); create table gen (a int, b int as (a + 1) stored); insert into gen(a) values (1);
      create table old (a int) engine=myisam; insert into old values (1), (2);
      create view v as select a from t; create sequence s; select nextval(s);
      create table kept (id int primary key, a int) with system versioning; insert into kept values (1, 1), (2, 2);
      update kept set a = 3 where id = 1; delete from kept where id = 2;
      create table wide (a longblob); insert into wide values (repeat('x', 9000000));
      delimiter ;;
      create procedure p() begin
INSERT INTO ${'`t`'} VALUES (1,2),(3);
      end;;
      create event ev on schedule every 1 day do delete from t where id = 0;;
      delimiter ;
      grant select on ${'`odd ``name`'}.* to r;`,
    rows: {'odd `name': {t: 4, 'we`ird(x)': 0, gen: 1, old: 2, wide: 1, kept: 3}},
    roles: ['app@%', 'r@', 'root@%', 'root@localhost'],
  },
  {
    title: 'MongoDB, or what stands in for it here',
    kind: 'mongo',
    image: 'mongo:6',
    variables: {},
    client: 'cat > /tmp/seed.js && mongosh --quiet mongodb://127.0.0.1/shop --file /tmp/seed.js',
    seed: `
      db.things.insertMany([...Array(300).keys()].map(i => ({i, s: 'x'.repeat(i), a: [1, {b: null}], d: new Date(0)})));
      db.things.createIndex({i: 1}, {unique: true, name: 'byI'});
      db.createCollection('none');`,
    rows: {shop: {things: 300, none: 0}},
    roles: [],
  },
];
