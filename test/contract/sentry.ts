import assert from 'node:assert/strict';
import type {Sentry} from '../../ts-helpers/src/sentry/service.ts';
import {wantedAlerts} from '../../ts-helpers/src/sentry/plan/alerts.ts';
import type {SentryProject} from '../../ts-helpers/src/sentry/plan/facts.ts';
import {UserError} from '../../ts-helpers/src/errors/userError.ts';

/** A Sentry with a team and a connected Slack workspace, in which nothing is called by the slug yet. */
export interface KnownSentry {
  open(): Promise<Sentry>;
  slug: string;
  team: string;
  /** A channel that its Slack integration may write to. */
  channel: {name: string};
}

/** What every Sentry does, the real one and the one that tests start. The tests build on one another. */
export const sentryContract = (known: () => KnownSentry): void => {
  let sentry: Sentry;
  let slug: string;
  const project = async (): Promise<SentryProject> => {
    const found = await sentry.project(slug);
    assert.ok(found);
    return found;
  };
  before(async () => {
    ({slug} = known());
    sentry = await known().open();
  });

  it('knows nothing of a project that is not there', async () => {
    assert.equal(await sentry.project(slug), undefined);
    assert.ok((await sentry.teams()).includes(known().team));
  });

  it('refuses a team that is not there', async () => {
    const wanted = {team: 'there-is-no-such-team', slug, platform: 'python'};
    await assert.rejects(
      sentry.createProject(wanted),
      (error: unknown) =>
        error instanceof UserError && ['SENTRY_TEAM_UNKNOWN', 'SCOPE_MISSING'].includes(error.code),
    );
  });

  it('makes a project, and refuses another of the same name', async () => {
    const wanted = {team: known().team, slug, platform: 'python-django'};
    const made = await sentry.createProject(wanted);
    assert.equal(made.slug, slug);
    assert.deepEqual((await sentry.project(slug))?.id, made.id);
    await assert.rejects(sentry.createProject(wanted), {code: 'SENTRY_SLUG_TAKEN'});
  });

  it('makes a client key with a DSN, and gives it another name', async () => {
    const key = await sentry.createKey(slug, 'Countable');
    assert.match(key.dsn, /^https?:\/\/\w+@/);
    assert.ok(key.isActive);
    await sentry.renameKey(slug, key.id, 'Countable: new issues');
    assert.ok(
      (await sentry.keys(slug)).some(({id, name}) => id === key.id && name === 'Countable: new issues'),
    );
  });

  it('makes alerts to Slack, and tells them as they were made', async () => {
    const [workspace] = await sentry.workspaces();
    assert.ok(workspace, 'a Slack workspace is connected');
    const place = {workspace: workspace.id, channels: [known().channel]};
    for (const alert of wantedAlerts(slug, 100)) await sentry.putAlert(await project(), alert, place);
    for (const alert of wantedAlerts(slug, 100)) {
      const found = (await sentry.alerts(await project())).entries.find(({name}) => name === alert.name);
      assert.deepEqual(found?.watches, alert.watches);
      assert.equal(found.enabled, true);
      assert.equal(found.channels[0]?.workspace, workspace.id);
      assert.equal(found.channels[0].channel.replace(/^#/, ''), known().channel.name.replace(/^#/, ''));
    }
  });

  it('brings an alert back', async () => {
    const [workspace] = await sentry.workspaces();
    const [, spiking] = wantedAlerts(slug, 7);
    const before = (await sentry.alerts(await project())).entries.find(({name}) => name === spiking?.name);
    assert.ok(workspace && spiking && before);
    const place = {workspace: workspace.id, channels: [known().channel], replaces: before.id};
    await sentry.putAlert(await project(), spiking, place);
    const after = (await sentry.alerts(await project())).entries.filter(({name}) => name === spiking.name);
    assert.deepEqual(
      after.map(({id, spike}) => [id, spike]),
      [[before.id, 7]],
    );
  });

  it('takes a release with its commits, again as well, and deploys of it', async () => {
    const author = {name: 'Ada', email: 'ada@example.org'};
    const commits = [{id: 'a'.repeat(40), author, subject: 'Sell more', isMerge: false, files: []}];
    const release = {version: `${slug}@1`, project: slug, repository: 'team/shop', commits};
    await sentry.createRelease(release);
    await sentry.createRelease(release);
    const moment = '2026-11-24T10:00:00.000Z';
    const deploy = {project: slug, environment: 'prod', name: 'Jenkins shop #1', url: undefined};
    await sentry.createDeploy(release.version, {...deploy, dateStarted: moment, dateFinished: moment});
  });

  it('takes a release whose author has a long address, and a deploy by a build whose host has one label', async () => {
    const author = {name: 'Ada', email: `${'a'.repeat(90)}@example.org`};
    const commits = [{id: 'b'.repeat(40), author, subject: 'Sell less', isMerge: false, files: []}];
    await sentry.createRelease({version: `${slug}@2`, project: slug, repository: 'team/shop', commits});
    const moment = '2026-11-24T10:00:00.000Z';
    const times = {dateStarted: moment, dateFinished: moment};
    const deploy = {project: slug, environment: 'prod', name: 'Jenkins shop #2', ...times};
    for (const host of [
      'jenkins:8080',
      'ci_1.example.org',
      'ci.example.org:8080',
      '10.0.0.5',
      'localhost:8080',
    ]) {
      await sentry.createDeploy(`${slug}@2`, {...deploy, url: `http://${host}/job/shop/2/`});
    }
  });
};
