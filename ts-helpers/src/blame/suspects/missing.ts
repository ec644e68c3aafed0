const MOST_WORDS = 12;
const MOST_LINES = 400;

/** How programs say that something is not there that is needed; `name` is what. */
const MISSING: readonly RegExp[] = [
  /name '(?<name>\w+)' is not defined/,
  /has no attribute '(?<name>\w+)'/,
  /cannot import name '(?<name>\w+)'/,
  /No module named '(?<name>[\w.]+)'/,
  /KeyError: '(?<name>\w+)'/,
  /missing \d+ required (?:positional|keyword-only) arguments?: '(?<name>\w+)'/,
  /unexpected keyword argument '(?<name>\w+)'/,
  /undefined (?:local variable or )?method [`'](?<name>\w+[?!]?)'/,
  /undefined local variable or method [`'](?<name>\w+)'/,
  /uninitialized constant (?<name>[\w:]+)/,
  /key not found: "(?<name>\w+)"/,
  /\b(?<name>[\w$]{1,60}) is not a (?:function|constructor)/,
  /ReferenceError: (?<name>[\w$]+) is not defined(?: [^i]|[^ ]|$)/,
  /"type": (?<name>"module")/,
  /Cannot find (?:module|package|name) '(?<name>[^']+)'/,
  /does not provide an export named '(?<name>\w+)'/,
  /has no exported member(?: named)? '(?<name>\w+)'/,
  /Property '(?<name>\w+)' does not exist/,
  /undefined: (?<name>[\w.]+)/,
  /has no field or method (?<name>\w+)/,
  /symbol: +(?:method|class|variable) (?<name>\w+)/,
  /package (?<name>[\w.]+) does not exist/,
  /Call to undefined (?:function|method) (?<name>[\w\\:]+)/,
  /Class "(?<name>[\w\\]+)" not found/,
  /Undefined (?:array key|index|constant|property:?) "?(?<name>[\w:$\\]+)"?/,
  /TemplateNotFound: (?<name>[\w./-]+)/,
  /TemplateDoesNotExist:? (?:at [^ ]+ )?(?<name>[\w./-]+)/,
  /Unable to find template "(?<name>[^"]+)"/,
  /Missing template,? (?<name>[\w./-]+)/,
  /View \[(?<name>[\w.-]+)\] not found/,
  /Could not resolve placeholder '(?<name>[\w.-]+)'/,
  /Couldn't find '(?<name>\w[^'\n]{1,60})' in response/,
  /declared and not used: (?<name>\w+)/,
  /"(?<name>[\w./-]+)" imported and not used/,
  /Types of property '(?<name>\w+)' are incompatible/,
  /command '(?<name>[\w.-]+)' failed: No such file/,
  /exec: "(?<name>[^"]+)": permission denied/,
  /does not listen on port (?<name>\d+)/,
  /does not listen on port \d+, but on (?<name>\d+)/,
  /has no column named (?<name>\w+)/,
  /column "(?<name>[\w.]+)"/,
  /column (?<name>[\w.]+) does not exist/,
  /relation "(?<name>\w+)"/,
  /Unknown column '(?<name>[\w.]+)'/,
  /Table '(?<name>[\w.]+)' doesn't exist/,
  /no such (?:table|column): (?<name>[\w.]+)/,
  /[Vv]ariable "?(?<name>[A-Z]\w+)"? (?:has no value|is not set|is missing|is required)/,
  /\b(?<name>[A-Z][A-Z0-9_]{2,60}) (?:environment variable )?(?:is|was|must be) (?:not set|set|required|missing)/,
  /specify (?:one of )?(?<name>[A-Z][A-Z0-9_]{2,})/,
  /Set the (?<name>[A-Z][A-Z0-9_]{2,}) environment variable/,
  /unknown directive "(?<name>\w+)"/,
  /exec: "(?<name>[^"]+)": executable file not found/,
  /"(?<name>\/[^"]+)": not found/,
  /[Cc]onnect(?:ing|ion)? to \w{2,12}:\/\/(?:[^\s/@]*@)?(?<name>[\w.-]+)/,
  /connecting to (?<name>[\w.-]+):\d+/,
  /(?:GET|HEAD|POST) (?<name>\/[\w./-]+)(?: HTTP\/\d\.\d")? 404\b/,
  /: (?:exec: )?(?<name>[\w.-]+): (?:command )?not found/,
  /host not found in upstream "(?<name>[\w.-]+)/,
  /open\(\) "(?<name>\/[^"]+)" failed \(2:/,
  /, upstream: "\w+:\/\/[^:"/]+:(?<name>\d+)/,
  /used memory > '(?<name>maxmemory)'/,
  /could not translate host name "(?<name>[\w.-]+)"/,
  /(?:ENOTFOUND|EAI_AGAIN) (?<name>[\w.-]+)/,
  /php_network_getaddresses: getaddrinfo for (?<name>[\w.-]+)/,
  /undefined (?:service|volume|network|config|secret) "?(?<name>[\w.-]+)"?/,
  /No matching distribution found for (?<name>[\w.-]+)/,
  /Missing: (?<name>@?[\w./-]+)@/,
  /While resolving: (?<name>@?[\w./-]+)@/,
  /No matching version found for (?<name>@?[\w./-]+)@/,
  /Could not find gem '(?<name>[\w-]+)/,
  /^[^a-zA-Z]*\* (?<name>[\w-]+) \(/,
  /[Uu]nknown (?:MySQL |MariaDB )?server host '(?<name>[\w-]+)'/,
  /[Cc]ould not resolve host(?:name)?:? (?<name>[\w-]+)(?:[^\w.-]|$)/,
  /bad address '(?<name>[\w-]+)[':]/,
  /lookup (?<name>[\w-]+)(?: on \S+)?: no such host/,
  /(?:can't|cannot) (?:open|read|access|stat) '?(?<name>[\w./-]*\w)'?: No such file/,
  /: [‘'"]?(?<name>[\w./-]*\w)[’'"]?: No such file or directory/,
  /service "(?<name>[\w.-]+)" has neither an image nor a build/,
  /unknown anchor '(?<name>[\w.-]+)' referenced/,
  /service "(?<name>[\w.-]+)" not found/,
  /ENOENT: no such file or directory, \w+ '(?<name>[^']+)'/,
  /No such file or directory: '(?<name>[^']+)'/,
];

/** What the failure says is not there, in its last word: `Shop\Cart::add` is `add`, `./store` is `store`. */
export const missingIn = (text: string): string[] => {
  const words = text
    .split('\n')
    .slice(-MOST_LINES)
    .flatMap(line => MISSING.flatMap(pattern => pattern.exec(line)?.groups?.['name'] ?? []))
    .map(lastWord)
    .filter(word => word.length > 1);
  return [...new Set(words)].slice(-MOST_WORDS);
};

const lastWord = (name: string): string => {
  const path = name.startsWith('@') ? name : (name.split('/').at(-1) ?? name);
  if (/\.\w{1,4}$/.test(path) && (name.includes('/') || FILE.test(path))) return path;
  return path.split(/[.:\\]+/).at(-1) ?? path;
};

/** `index.html`, which a class or a method is not called. */
const FILE = /\.(?:html?|jinja2?|j2|twig|erb|haml|ejs|hbs|pug|vue|json|ya?ml|toml|xml|sh|sql|txt|conf|ini)$/;
