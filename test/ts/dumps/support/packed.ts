import {execFileSync} from 'node:child_process';
import {constants, gzipSync, zstdCompressSync} from 'node:zlib';
import {packTar, type TarEntry} from 'modern-tar';

/** As the programs themselves make it. */
export const packedBy = (by: 'bzip2' | 'gzip' | 'lrzip' | 'xz' | 'zstd', body: Buffer | string): Buffer => {
  const bytes = Buffer.from(body);
  if (by === 'gzip') return gzipSync(bytes);
  if (by === 'zstd') return zstdCompressSync(bytes, {params: {[constants.ZSTD_c_checksumFlag]: 1}});
  const words = by === 'lrzip' ? ['-q', '-o', '-', '-'] : ['-c'];
  return execFileSync(by, words, {input: bytes, stdio: ['pipe', 'pipe', 'ignore']});
};

export const tarOf = async (files: Readonly<Record<string, Buffer | string>>): Promise<Buffer> => {
  const entries = Object.entries(files).map(([name, body]): TarEntry => {
    const bytes = Buffer.from(body);
    return name.endsWith('/')
      ? {header: {name, type: 'directory', size: 0}}
      : {header: {name, type: 'file', size: bytes.length}, body: new Uint8Array(bytes)};
  });
  return Buffer.from(await packTar(entries));
};

export const PG_DUMP = `--
-- PostgreSQL database dump
--

-- Dumped from database version 15.5
SET statement_timeout = 0;
SET client_encoding = 'UTF8';
ALTER TABLE public.orders OWNER TO shop;

--
-- Data for Name: orders; Type: TABLE DATA; Schema: public; Owner: shop
--

COPY public.orders (id) FROM stdin;
1
\\.


--
-- PostgreSQL database dump complete
--
`;
