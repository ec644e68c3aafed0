import type {Rule} from '../rule.ts';

export const nodeOldOpenssl: Rule = {
  name: 'node-old-openssl',

  patterns: [/digital envelope routines::unsupported/, /ERR_OSSL_EVP_UNSUPPORTED/],
  sentence: 'The program wants a hash that OpenSSL 3, in Node since 17, does not have: webpack 4 does so.',
  remedy:
    'Update webpack to 5 (or react-scripts to 5); until then: `environment: {NODE_OPTIONS: --openssl-legacy-provider}`.',
};
