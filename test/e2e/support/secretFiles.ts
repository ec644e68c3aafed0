import {writeFileSync} from 'node:fs';
import path from 'node:path';
import type {DeployProject} from './deploys.ts';

/** A project that names four files which git ignores. */
export const FILES_OF_SECRETS = {
  'docker-compose.yml': `services:
  web:
    image: busybox:1.35
    init: true
    user: '1000'
    command: sleep 600
    env_file: local.env
    secrets: [password]
    configs: [site]
    volumes: ['./conf/key.pem:/key.pem:ro']
secrets:
  password:
    file: ./secrets/password.txt
configs:
  site:
    file: ./site.conf
`,
  'dc.stage.yml': 'services: {}\n',
  '.gitignore': 'local.env\nsecrets/\n*.pem\nsite.conf\n',
};

/** Files with these contents, as the variables of a deploy that name them. */
export const given = (
  {folder}: DeployProject,
  contents: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(contents).map(([variable, content]) => {
      const file = path.join(folder, `given-${variable}`);
      writeFileSync(file, content, {mode: 0o600});
      return [variable, file];
    }),
  );

/** All that the project names. */
export const allGiven = (project: DeployProject): NodeJS.ProcessEnv =>
  given(project, {
    COUNTABLE_FILE_LOCAL_ENV: 'TOKEN=tok-of-web\n',
    COUNTABLE_FILE_SECRETS_PASSWORD_TXT: 'pw-of-the-database\n',
    COUNTABLE_FILE_CONF_KEY_PEM: 'key-of-the-site\n',
    COUNTABLE_FILE_SITE_CONF: 'listen 80\n',
  });
