/** Environment variables that count. Secrets come this way only: arguments can be read by every user of a machine. */
export const variables = [
  {name: 'COUNTABLE_ENV_FILE', does: 'secret file that becomes the .env of a deploy'},
  {name: 'COUNTABLE_AGE_KEY_FILE', does: 'file with the age key that decrypts the secrets of a deploy'},
  {name: 'COUNTABLE_TEST_ENV_FILE', does: 'secret file of variables for the tests, over .env.test'},
  {name: 'COUNTABLE_FILE_<PATH>', does: 'secret file that becomes the one at that path of a deploy'},
  {name: 'SLACK_BOT_TOKEN', does: 'token to tell people in Slack with'},
  {name: 'SLACK_API_URL', does: "address of Slack's Web API; default: https://slack.com/api/"},
  {name: 'SMTP_URL', does: 'mail server with its user and password: smtps://user:password@mail.example.org'},
  {name: 'COUNTABLE_MAIL_DOMAINS', does: 'domains whose addresses may be mailed: example.org,example.com'},
  {name: 'SENTRY_AUTH_TOKEN', does: 'token to set projects up in Sentry with'},
  {name: 'SENTRY_URL', does: 'address of a self-hosted Sentry; default: https://sentry.io'},
  {
    name: 'SENTRY_ORG',
    does: 'organisation in Sentry; needed with the token of an internal integration',
  },
  {name: 'SENTRY_TEAM', does: 'team of new projects in Sentry; default: the only one there is'},
  {name: 'JENKINS_URL', does: 'address of Jenkins'},
  {name: 'JENKINS_USER_ID', does: 'user of Jenkins'},
  {name: 'JENKINS_API_TOKEN', does: "that user's API token"},
  {
    name: 'COUNTABLE_PRODUCTION',
    does: '`separate` where only jobs of their own deploy to production; default: `same`',
  },
  {name: 'COUNTABLE_SENTRY_DSN', does: 'Sentry project that errors of countable itself are reported to'},
  {name: 'COUNTABLE_SLACK_CHANNEL', does: 'channel for projects that have none of their own'},
  {
    name: 'COUNTABLE_BACKUP_BUCKET',
    does: 'bucket that backups go to, where no file of the organisation names it',
  },
  {name: 'COUNTABLE_BACKUP_KEY_FILE', does: 'file with the age key that opens encrypted backups'},
  {
    name: 'COUNTABLE_EVIDENCE_KEY_FILE',
    does: 'file with the private key (Ed25519, PEM) that proofs of backups are signed with',
  },
  {name: 'AWS_ACCESS_KEY_ID', does: 'access key for S3; the AWS SDK looks in its other places as well'},
  {name: 'AWS_SECRET_ACCESS_KEY', does: 'its secret'},
  {name: 'AWS_SESSION_TOKEN', does: 'its session, where it has one'},
  {name: 'AWS_REGION', does: 'region of S3, where the settings name none'},
  {
    name: 'NODE_EXTRA_CA_CERTS',
    does: 'file with certificates of servers that nobody vouches for; Node reads it, too',
  },
  {name: 'COUNTABLE_CONFIG', does: "file with the organisation's settings"},
  {name: 'COUNTABLE_DEPLOY_ROOT', does: 'folder of the deploys; default: ~/countable'},
  {name: 'DOCKER_HOST', does: 'Docker engine to use, as docker itself reads it'},
  {name: 'DOCKER_CONTEXT', does: 'context of docker that names the engine, where DOCKER_HOST does not'},
  {name: 'NO_COLOR', does: 'no colours'},
  {name: 'FORCE_COLOR', does: 'colours also where no terminal is'},
  {name: 'CI', does: 'plain lines with their time, also on a terminal'},
] as const;

type Listed = (typeof variables)[number]['name'];

/** The only names that can be read from the environment: what is not listed above is not there. */
export type VariableName = Exclude<Listed, 'COUNTABLE_FILE_<PATH>'> | `COUNTABLE_FILE_${string}`;

export type Variables = {readonly [K in VariableName]?: string | undefined};
