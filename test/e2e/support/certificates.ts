import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

/** A key and a certificate that nobody but its maker vouches for. */
export const selfSigned = (address = '127.0.0.1'): {key: string; cert: string} => {
  const folder = mkdtempSync(path.join(tmpdir(), 'countable-certificate-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map(file => path.join(folder, file)) as [string, string];
  try {
    // Some clients take an address for a name.
    const names = `subjectAltName=IP:${address},DNS:${address}`;
    const subject = ['-subj', `/CN=${address}`, '-days', '1', '-addext', names];
    const request = [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      cert,
      ...subject,
    ];
    execFileSync('openssl', request, {stdio: 'ignore'});
    return {key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8')};
  } finally {
    rmSync(folder, {recursive: true});
  }
};
