/** What is known of projects in a language, where they say nothing themselves. */
export interface Stack {
  title: string;
  /** The folder of its Dockerfile among the skeletons. */
  template: string;
  /** That its Dockerfile has it listen at. */
  port: number;
  /** Words of a health check that its image can run. */
  health: readonly string[];
  /** How its tests are run in its image; undefined where there are none to be seen. */
  test: string | undefined;
  /** What has to be looked at before it can be trusted. */
  guesses: string[];
}

export interface CodeFacts {
  /** By the library that its manifests name: `python-django`, as Sentry calls it. */
  platform: string;
  files: readonly string[];
  /** Texts of manifests, by path. */
  manifests: Readonly<Record<string, string>>;
}

/** Undefined where nothing is known of it. */
export const stackOf = (facts: CodeFacts): Stack | undefined => {
  const {platform} = facts;
  if (platform === 'python-django') return django(facts);
  if (platform === 'python-flask') return flask(facts);
  if (platform.startsWith('node') || platform.startsWith('javascript')) return node(facts);
  if (platform.startsWith('php')) return php(facts);
  return platform === 'ruby-rails' ? rails(facts) : undefined;
};

const PYTHON_ASKS = ['python', '-c', 'from urllib.request import urlopen; urlopen("http://127.0.0.1:8000/")'];
const NODE_ASKS = [
  ...['node', '--eval'],
  "fetch('http://127.0.0.1:8000/').then(({ok}) => process.exit(ok ? 0 : 1), () => process.exit(1))",
];
const CURL_ASKS = ['curl', '--fail', '--silent', '--output', '/dev/null', 'http://127.0.0.1/'];
const RUBY_ASKS = [
  ...['ruby', '-r', 'net/http', '-e'],
  "exit Net::HTTP.get_response(URI('http://127.0.0.1:8000/')).code.to_i < 400",
];

const django = (facts: CodeFacts): Stack => ({
  ...{title: 'Django', template: 'python-django', port: 8000, health: PYTHON_ASKS},
  test: 'python manage.py test',
  guesses: [
    'The image runs `manage.py runserver`, which is for laptops: name your server, such as gunicorn, and a start-up script that migrates and collects static files.',
    ...needs(facts, 'requirements.txt'),
  ],
});

const flask = (facts: CodeFacts): Stack => ({
  ...{title: 'Flask', template: 'python-flask', port: 8000, health: PYTHON_ASKS},
  test: has(facts, /pytest/i) ? 'python -m pytest --junit-xml=reports/junit.xml' : undefined,
  guesses: [
    'The image runs `flask run`, which finds app.py or wsgi.py alone and is for laptops: name your server, such as gunicorn.',
    ...needs(facts, 'requirements.txt'),
  ],
});

const node = (facts: CodeFacts): Stack => {
  const {scripts = {}} = packageOf(facts);
  const {test = '', start} = scripts;
  return {
    ...{title: 'Node', template: 'node', port: 8000, health: NODE_ASKS},
    // As npm itself begins a package.
    test: test === '' || test.includes('no test specified') ? undefined : 'npm test',
    guesses: [
      'The image sets PORT=8000; whether your server listens there cannot be seen.',
      ...(start === undefined ? ['package.json has no script `start`, which the image runs.'] : []),
      ...needs(facts, 'package-lock.json'),
    ],
  };
};

const php = (facts: CodeFacts): Stack => ({
  ...{title: 'PHP', template: 'php', port: 80, health: CURL_ASKS},
  test: has(facts, /phpunit/i) ? 'vendor/bin/phpunit --log-junit reports/junit.xml' : undefined,
  guesses: [
    'The image is Apache with the repository as its root; extensions, and what Composer installs, are not in it.',
  ],
});

const rails = (facts: CodeFacts): Stack => ({
  ...{title: 'Rails', template: 'ruby-rails', port: 8000, health: RUBY_ASKS},
  test: has(facts, /rspec/i) ? 'bundle exec rspec' : 'bin/rails test',
  guesses: [
    'Assets are not built in the image, and migrations not run by it.',
    ...needs(facts, 'Gemfile.lock'),
  ],
});

const has = ({manifests}: CodeFacts, word: RegExp): boolean =>
  Object.values(manifests).some(text => word.test(text));

const needs = ({files}: CodeFacts, file: string): string[] =>
  files.includes(file) ? [] : [`The image is built with ${file}, which is not at the top of the repository.`];

const packageOf = ({manifests}: CodeFacts): {scripts?: Record<string, string>} => {
  try {
    return JSON.parse(manifests['package.json'] ?? '{}') as {scripts?: Record<string, string>};
  } catch {
    // Whoever installs it is told by npm.
    return {};
  }
};
