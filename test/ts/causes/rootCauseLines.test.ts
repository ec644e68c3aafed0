import assert from 'node:assert/strict';
import {catalogue, type ErrorCode} from '../../../ts-helpers/src/errors/userError.ts';
import type {ErrorReport} from '../../../ts-helpers/src/result/result.ts';
import {type Cause, rootCause} from '../../../ts-helpers/src/causes/rootCause.ts';
import {error} from '../support/builds.ts';

const causeOf = (lines: readonly string[], more: Partial<ErrorReport> = {}): Cause | undefined =>
  rootCause(error({code: 'SERVICE_EXITED', evidence: {log: {source: 'web', lines}}, ...more}));

const TRACE = [
  'Traceback (most recent call last):',
  '  File "/app/shop/views.py", line 12, in index',
  '    return total(random.randint(1, 2))',
  '  File "/usr/lib/python3.11/site-packages/lib/code.py", line 3, in total',
  '    raise it',
];

describe('what no rule knows is told in the words of the program,', () => {
  const told: [string, readonly string[], RegExp][] = [
    [
      'by an exception of Python that is not called an error',
      [...TRACE, 'shop.models.Article.DoesNotExist: Article matching query does not exist.'],
      /^web ended by an exception: Article\.DoesNotExist: .* \(\/app\/shop\/views\.py:12\)$/,
    ],
    [
      'with the place of a trace whose beginning is cut off',
      [...TRACE.slice(1), 'ValueError: it is odd'],
      /ValueError: it is odd \(\/app\/shop\/views\.py:12\)$/,
    ],
    [
      'by an error of JavaScript that has no name of its own',
      [
        '/app/src/server.js:3',
        'throw new Error("no LICENSE_KEY");',
        '^',
        '',
        'Error: no LICENSE_KEY',
        '    at Object.<anonymous> (/app/src/server.js:3:7)',
        '    at Module._compile (node:internal/modules/cjs/loader:1521:14)',
        '',
        'Node.js v20.20.2',
      ],
      /^web ended by an exception: Error: no LICENSE_KEY \(\/app\/src\/server\.js:3\)$/,
    ],
    [
      'by an exception of Ruby whose words have parentheses',
      ["/app/counter.rb:12:in `label': wrong number of arguments (given 2, expected 3) (ArgumentError)"],
      /wrong number of arguments \(given 2, expected 3\) \(ArgumentError\) \(\/app\/counter\.rb:12\)$/,
    ],
    [
      'by an exception of Ruby 3.4, which names the class as well',
      ["/app/counter.rb:12:in 'Shop::Counter#label': bad page (ArgumentError)"],
      /bad page \(ArgumentError\) \(\/app\/counter\.rb:12\)$/,
    ],
  ];
  for (const [what, lines, sentence] of told)
    it(what, () => {
      assert.match(causeOf(lines)?.sentence ?? '', sentence);
    });

  it('and not by the name of whatever logs a line', () => {
    assert.equal(causeOf(['org.example.Server: it started']), undefined);
  });
});

describe('what a build prints', () => {
  it('is no cause in a step that ended well', () => {
    const lines = ["#6 26.31 Cannot find module 'left-pad'", '#6 DONE 34.3s', '#7 0.1 sh: 1: jq: not found'];
    assert.equal(causeOf(lines, {code: 'BUILD_FAILED'})?.rule, 'command-not-found');
    assert.equal(causeOf(lines.slice(0, 2), {code: 'BUILD_FAILED'})?.rule, 'build-step-failed');
  });

  it('of a terminal that it does not have is none', () => {
    const line = '#6 26.31 debconf: (TERM is not set, so the dialog frontend is not usable.)';
    assert.equal(causeOf([line], {code: 'BUILD_FAILED'})?.rule, 'build-step-failed');
  });
});

describe('a port that is taken', () => {
  const taken = 'Error: listen EADDRINUSE: address already in use :::8000';
  const sentenceOf = (networkOf?: 'host' | 'container') =>
    rootCause(
      error({
        code: 'SERVICE_EXITED',
        evidence: {
          log: {source: 'web', lines: [taken]},
          services: [
            {service: 'web', state: 'exited', exitCode: 1, log: [taken], ...(networkOf && {networkOf})},
          ],
        },
      }),
    )?.sentence;

  it('is taken within its container, on its host, or by whom it shares a network with', () => {
    assert.equal(sentenceOf(), 'Within the service web two programs want the port 8000.');
    assert.equal(
      sentenceOf('host'),
      'The port 8000 is taken in the network of this host, which the service web has (network_mode: host).',
    );
    assert.match(sentenceOf('container') ?? '', /that the service web shares with another container/);
  });
});

describe('what a proxy sees of the service behind it', () => {
  const broken =
    '[error] 1#1: *1 upstream prematurely closed connection while reading response header from upstream, upstream: "http://172.31.0.3:8000/", host: "x"';
  const unknown = 'socket.gaierror: [Errno -2] Name or service not known';
  const behindProxy = (removed?: {service: string; namedAt: string[]}[]) =>
    rootCause(
      error({
        code: 'NO_ANSWER',
        where: 'service proxy',
        evidence: {
          log: {source: 'proxy', lines: [broken]},
          services: [
            {service: 'proxy', state: 'running', log: [broken]},
            {service: 'web', state: 'running', addresses: ['172.31.0.3'], log: [unknown]},
          ],
          ...(removed && {removed}),
        },
      }),
    );

  it('is told by what that one says, also where it only did not reach another', () => {
    assert.equal(behindProxy()?.rule, 'host-unknown');
  });

  it('is told by what the services say that it depends on, where it names none', () => {
    const silent = ['[NOTICE] (1) : New worker (8) forked'];
    const cause = (behind: string[]) =>
      rootCause(
        error({
          code: 'NO_ANSWER',
          where: 'service lb',
          evidence: {
            log: {source: 'lb', lines: silent},
            services: [
              {service: 'lb', state: 'running', log: silent},
              {service: 'web', state: 'running', log: [...TRACE, 'ValueError: it is odd']},
            ],
            behind,
          },
        }),
      );
    assert.match(cause(['web'])?.sentence ?? '', /^web fails: ValueError: it is odd/);
    assert.equal(cause([])?.rule, undefined);
  });

  it('is told by the service that was removed and that something still names', () => {
    const cause = behindProxy([{service: 'redis', namedAt: ['REDIS_HOST of web']}]);
    assert.deepEqual(
      [cause?.sentence, cause?.line],
      ['REDIS_HOST of web still names the service redis, which the compose files no longer have.', unknown],
    );
    assert.equal(behindProxy([{service: 'redis', namedAt: []}])?.rule, 'host-unknown');
  });
});

describe('a file that git leaves out', () => {
  it('is committed, and one of secrets is given', () => {
    const remedyOf = (name: string) =>
      rootCause(
        error({
          code: 'SERVICE_EXITED',
          evidence: {
            log: {source: 'web', lines: [`cat: ${name}: No such file or directory`]},
            own: [{name, path: name.slice(5), ignoredAt: '.gitignore:1'}],
          },
        }),
      )?.remedy ?? '';
    assert.match(remedyOf('/app/theme.css'), /^Take it out of \.gitignore:1 and commit the file/);
    for (const name of ['/app/.env', '/app/stage.env', '/app/.env.local', '/app/tls/site.key'])
      assert.match(remedyOf(name), /^Secrets are rightly not in git: let Compose give it/, name);
  });
});

describe('what is wrong with this machine, or with our own arguments', () => {
  const SAID = [
    "ENOENT: no such file or directory, open './stage.env'",
    "EACCES: permission denied, mkdir '/srv/countable'",
    'connect ECONNREFUSED 127.0.0.1:8080',
  ];
  const CODES = [
    'BAD_ARGUMENT',
    'BAD_FACTS',
    'NOT_WRITABLE',
    'NOT_READABLE',
    'FILE_GONE',
    'SERVICE_UNREACHABLE',
    'INTERNAL',
  ];

  it('is told in its own words, and never in those of a container', () => {
    for (const code of CODES)
      for (const message of SAID) {
        const {exit} = catalogue[code as ErrorCode];
        const evidence = code === 'INTERNAL' ? {log: {source: 'countable', lines: [message]}} : {};
        assert.equal(
          rootCause(error({code, message, exitCode: exit, evidence})),
          undefined,
          `${code} ${message}`,
        );
      }
  });
});
