import assert from 'node:assert/strict';
import type {StageResult} from '../../ts-helpers/src/result/result.ts';
import {deploy, type DeployProject, deployable, freePort} from './support/deploys.ts';

const script = (text: string) => ({image: 'busybox:1.35', init: true, command: ['sh', '-c', text]});

describe('a deploy', () => {
  let project: DeployProject;

  afterEach(() => {
    project.remove();
  });

  const deployed = async (
    services: Readonly<Record<string, object>>,
    settings = '',
  ): Promise<StageResult> => {
    project = deployable({
      'docker-compose.yml': JSON.stringify({services}),
      'dc.stage.yml': 'services: {}\n',
      'countable.yml': settings,
    });
    return (await deploy(project)).result;
  };
  const passes = async (...shape: Parameters<typeof deployed>): Promise<void> => {
    const result = await deployed(...shape);
    assert.equal(result.outcome, 'passed', JSON.stringify(result.error));
  };

  it('does not wait for ports that accept and say nothing, but for a web server that does so while it starts', async () => {
    const [one, two] = await Promise.all([freePort(), freePort()]);
    const statsd = {...script('nc -ll -p 8126 -e sh -c "cat >/dev/null"'), ports: [`${one}:8126`]};
    const starting = [
      'import http.server, time',
      'server = http.server.HTTPServer(("", 8000), http.server.SimpleHTTPRequestHandler)',
      'time.sleep(8)',
      'server.serve_forever()',
    ].join('\n');
    const web = {image: 'python:3.11-slim', init: true, command: ['python', '-c', starting]};
    const begun = Date.now();
    await passes({statsd, web: {...web, ports: [`${two}:8000`]}}, 'health: {path: /}\n');
    const took = Date.now() - begun;
    assert.ok(took > 8_000 && took < 150_000, `${took} ms`);
  });
});
