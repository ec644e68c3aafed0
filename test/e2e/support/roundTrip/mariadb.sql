-- What is hard to keep of a MariaDB server.
SET NAMES utf8mb4;
SET SESSION sql_mode = '';
CREATE USER definer@'10.%' IDENTIFIED BY 'x'; CREATE USER `o'dd "us\er`@localhost IDENTIFIED BY 'a''b'; CREATE ROLE `all of it`;
CREATE DATABASE shop DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE DATABASE `o``dd "d'b"; \ .ü/` DEFAULT CHARACTER SET latin1 COLLATE latin1_german2_ci COMMENT 'it''s; "ours"';
CREATE DATABASE nothing;
USE shop;
GRANT SELECT, EXECUTE, TRIGGER, EVENT ON shop.* TO definer@'10.%'; GRANT ALL ON shop.* TO `all of it` WITH GRANT OPTION; GRANT `all of it` TO `o'dd "us\er`@localhost; SET DEFAULT ROLE `all of it` FOR `o'dd "us\er`@localhost;

CREATE TABLE `t``"'; \ (x) VALUES` (`c``(` int, `VALUES (` text COMMENT 'it''s \\ "x"
line', `ü` varchar(9) DEFAULT 'a''b\\\n') COMMENT 'LOCK TABLES `x` WRITE
DELIMITER ;;
';
INSERT INTO `t``"'; \ (x) VALUES` VALUES (1, 'it''s; ),( \\ " \n\r\t\0 \Z INSERT INTO `x` VALUES (1);', 'ü'), (2, '\n-- Dump completed\nDELIMITER ;;\nLOCK TABLES `y` WRITE;\n', NULL), (NULL, NULL, '');
CREATE TABLE `two
lines` (`a
b` int); INSERT INTO `two
lines` VALUES (1), (2);
CREATE TABLE `empty two
lines` (a int);
CREATE TABLE __proto__ (a int); INSERT INTO __proto__ VALUES (1);
CREATE TABLE everything (id int auto_increment primary key, ti tinyint unsigned, bi bigint unsigned, de decimal(65, 30), fl float, db double, bt bit(64), b1 bit(1),
  da date, dt datetime(6), ts timestamp(6) NULL, tm time(6), yr year, ch char(3), vb varbinary(300), bl longblob, tx longtext, en enum('a''b', 'ü', ''), st set('x', 'y'),
  js json, ge geometry, po point, u uuid, i6 inet6, g1 int AS (ti + 1) VIRTUAL, g2 varbinary(310) AS (concat(vb, '!')) STORED, hid int INVISIBLE DEFAULT 7, co blob COMPRESSED,
  CHECK (fl IS NULL OR fl < 1e38), FULLTEXT (tx));
INSERT INTO everything (ti, bi, de, fl, db, bt, b1, da, dt, ts, tm, yr, ch, vb, bl, tx, en, st, js, ge, po, u, i6, co) VALUES
  (255, 18446744073709551615, 99999999999999999999999999999999999.999999999999999999999999999999, -1.17549e-38, 1.7976931348623157e308, b'1000000000000000000000000000000000000000000000000000000000000001', b'0',
   '0000-00-00', '0000-00-00 00:00:00', '2026-03-29 01:30:00.123456', '-838:59:59.999999', 1901, 'ü ', unhex('00015c27220a0d1a'), NULL, repeat('😀\\', 9), 'a''b', 'x,y', '{"n": 12345678901234567890123456789, "u": "\\u00fc", "a":1, "a": 2}', ST_GeomFromText('POLYGON((0 0,1 0,1 1,0 0))', 4326), POINT(1, 1e300), '123e4567-e89b-12d3-a456-426655440000', '::ffff:1.2.3.4', repeat('x', 1000)),
  (0, 0, -0.000000000000000000000000000001, NULL, -0e0, 0, NULL, '2026-02-31', '9999-12-31 23:59:59.999999', NULL, '00:00', 0, '', '', '', '', '', '', 'null', NULL, NULL, NULL, NULL, NULL);
UPDATE everything SET hid = 8 WHERE id = 1; ALTER TABLE everything AUTO_INCREMENT = 77;
INSERT INTO everything (bl) SELECT group_concat(unhex(lpad(hex(seq), 2, '0')) ORDER BY seq SEPARATOR '') FROM seq_0_to_255;
INSERT INTO everything (bl) VALUES (repeat(unhex('00ff5c270a'), 3000000));
CREATE TABLE zero (id int auto_increment primary key); SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO'; INSERT INTO zero VALUES (0), (-5); SET SESSION sql_mode = '';
CREATE TABLE old (a varchar(20), k char(2)) DEFAULT CHARSET latin1; INSERT INTO old VALUES ('ÿüß€', 'x');
CREATE TABLE sjis (a varchar(20)) DEFAULT CHARSET sjis; INSERT INTO sjis VALUES ('ソ能表');
CREATE TABLE raw (a varchar(20)) DEFAULT CHARSET binary; INSERT INTO raw VALUES (unhex('ff5c27'));
CREATE TABLE hen (id int primary key, egg int); CREATE TABLE egg (id int primary key, hen int, FOREIGN KEY (hen) REFERENCES hen(id) ON DELETE CASCADE); INSERT INTO hen VALUES (1, 1); INSERT INTO egg VALUES (1, 1); ALTER TABLE hen ADD FOREIGN KEY (egg) REFERENCES egg(id) ON DELETE SET NULL;
CREATE TABLE parted (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE COLUMNS (at) SUBPARTITION BY HASH (id) SUBPARTITIONS 2 (PARTITION p1 VALUES LESS THAN ('2026-01-01'), PARTITION rest VALUES LESS THAN (MAXVALUE)); INSERT INTO parted VALUES (1, '2025-01-01'), (2, '2027-01-01');
CREATE TABLE isam (a int, b text, FULLTEXT (b)) ENGINE = MyISAM; INSERT INTO isam VALUES (1, 'x'); CREATE TABLE aria (a int) ENGINE = Aria; INSERT INTO aria VALUES (1); CREATE TABLE csv (a int NOT NULL) ENGINE = CSV; INSERT INTO csv VALUES (1);
CREATE TABLE packed (a text) ROW_FORMAT = COMPRESSED; INSERT INTO packed VALUES (repeat('x', 9999));
CREATE TABLE kept (id int primary key, a int) WITH SYSTEM VERSIONING; INSERT INTO kept VALUES (1, 1), (2, 2); UPDATE kept SET a = 3 WHERE id = 1; DELETE FROM kept WHERE id = 2;
CREATE TABLE priced (a int, s date, e date, PERIOD FOR valid(s, e)); INSERT INTO priced VALUES (1, '2026-01-01', '2026-02-01');
CREATE SEQUENCE numbers START 50 INCREMENT -3 MINVALUE -100 MAXVALUE 100 CYCLE; SELECT nextval(numbers); CREATE SEQUENCE untouched;
CREATE INDEX partial ON `t``"'; \ (x) VALUES` (`VALUES (`(3) DESC); CREATE UNIQUE INDEX hashed ON everything (bl) USING HASH;

CREATE DEFINER = definer@'10.%' SQL SECURITY DEFINER VIEW `a first` AS SELECT *, 'it''s; \\' AS `x'y` FROM `t``"'; \ (x) VALUES`;
CREATE DEFINER = `o'dd "us\er`@localhost SQL SECURITY INVOKER VIEW on_view AS SELECT * FROM `a first` WHERE `c``(` > 0; CREATE VIEW checked AS SELECT * FROM hen WHERE id > 0 WITH LOCAL CHECK OPTION;
CREATE VIEW a_function AS SELECT 1 AS a; 
DELIMITER ;;
CREATE DEFINER = definer@'10.%' FUNCTION doubled(a int) RETURNS int DETERMINISTIC COMMENT 'it''s' RETURN a * 2;;
CREATE PROCEDURE `it's; "p"`(IN a int, OUT `b c` text) MODIFIES SQL DATA SQL SECURITY INVOKER BEGIN
INSERT INTO `hen` VALUES (1,2),(3,4);
SET `b c` = 'it''s \\
-- Dump completed on x
LOCK TABLES `hen` WRITE;
INSERT INTO `hen` VALUES (1),(2);
';
END;;
SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';;
CREATE PROCEDURE "ansi"() SELECT '\' AS "x;y";;
SET sql_mode = '';;
CREATE TRIGGER `first's` BEFORE INSERT ON egg FOR EACH ROW SET NEW.hen = coalesce(NEW.hen, 1);;
CREATE DEFINER = definer@'10.%' TRIGGER second BEFORE INSERT ON egg FOR EACH ROW FOLLOWS `first's` BEGIN SET @x = 'a;b'; END;;
CREATE TRIGGER zeroth BEFORE INSERT ON egg FOR EACH ROW PRECEDES `first's` SET @y = 1;;
SET time_zone = '+05:00';;
CREATE DEFINER = definer@'10.%' EVENT tidy ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' ENDS '2031-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'it''s' DO DELETE FROM zero WHERE id = 99;;
CREATE EVENT once ON SCHEDULE AT '2035-05-05 05:05:05' DO SELECT 1;;
DELIMITER ;
ALTER VIEW a_function AS SELECT doubled(2) AS a;
GRANT SELECT (id), UPDATE ON shop.hen TO `o'dd "us\er`@localhost; GRANT EXECUTE ON PROCEDURE shop.`it's; "p"` TO definer@'10.%'; GRANT SELECT ON shop.`a first` TO `all of it`;

USE `o``dd "d'b"; \ .ü/`;
CREATE TABLE `grüße €` (`ä` varchar(10)); INSERT INTO `grüße €` VALUES ('ÿüß'); CREATE VIEW elsewhere AS SELECT * FROM shop.hen; CREATE VIEW hen AS SELECT 1 AS a;
