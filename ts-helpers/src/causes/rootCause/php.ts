/** What PHP's own extensions are called by the beginning of their functions, and by their classes. */
const EXTENSIONS: readonly [extension: string, beginning: RegExp][] = [
  ['mbstring', /^mb_/],
  ['gd', /^(?:image|gd_)/],
  ['curl', /^curl_/],
  ['bcmath', /^bc(?:add|sub|mul|div|mod|pow|sqrt|comp|scale|powmod)$/],
  [
    'intl',
    /^(?:numfmt_|datefmt_|intl|idn_to_|grapheme_|(?:Intl\w+|NumberFormatter|Collator|Normalizer|Transliterator|MessageFormatter)$)/,
  ],
  ['zip', /^(?:zip_|ZipArchive$)/],
  ['xml', /^(?:simplexml_|xml_|utf8_|(?:DOM\w+|SimpleXMLElement|XMLReader|XMLWriter)$)/],
  ['soap', /^Soap\w+$/],
  ['mysqli', /^(?:mysqli_|mysqli$)/],
  ['pgsql', /^pg_/],
  ['pcntl', /^pcntl_/],
  ['sockets', /^socket_/],
  ['gmp', /^gmp_/],
  ['exif', /^exif_/],
  ['ldap', /^ldap_/],
  ['ftp', /^ftp_/],
  ['imap', /^imap_/],
  ['redis', /^Redis$/],
  ['imagick', /^Imagick/],
  ['apcu', /^apcu_/],
];

export const extensionOf = (name: string): string | undefined =>
  EXTENSIONS.find(([, beginning]) => beginning.test(name))?.[0];

/** Those that are not in the sources of PHP. */
const OF_PECL = new Set(['redis', 'imagick', 'apcu']);
/** Debian has these in a package of another name. */
const OF_DEBIAN: Readonly<Record<string, string>> = {
  mysqli: 'mysql',
  pcntl: 'cli',
  sockets: 'common',
  exif: 'common',
  ftp: 'common',
};

export const installingExtension = (extension: string): string => {
  const official = OF_PECL.has(extension)
    ? `RUN pecl install ${extension} && docker-php-ext-enable ${extension}`
    : `RUN docker-php-ext-install ${extension}`;
  return `Install it in the Dockerfile: apt-get install -y php-${OF_DEBIAN[extension] ?? extension} for PHP of Debian, ${official} in an image of php.`;
};
