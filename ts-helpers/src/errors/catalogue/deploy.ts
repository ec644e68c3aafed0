import {entry, EXIT} from './entry.ts';

/** Images and services of a deploy, and its turn. */
export const deploy = {
  BUILD_FAILED: entry(
    EXIT.deployFailed,
    'An image could not be built.',
    'Correct the failing instruction of the Dockerfile, or what it copies; `docker compose build` shows the same on a laptop.',
  ),
  SERVICE_EXITED: entry(
    EXIT.deployFailed,
    'A service ended instead of running.',
    'Correct what its log says.',
  ),
  SERVICE_UNHEALTHY: entry(
    EXIT.deployFailed,
    'A service did not become healthy.',
    'Look at what its health check says, and at its log.',
  ),
  OUT_OF_MEMORY: entry(
    EXIT.deployFailed,
    'A service was killed for lack of memory.',
    'Raise its memory limit, or give the host more memory.',
  ),
  START_FAILED: entry(
    EXIT.deployFailed,
    'Compose could not start the services.',
    'What Docker said is in the message; correct what it names in the compose file.',
  ),
  NO_ANSWER: entry(
    EXIT.deployFailed,
    'The deployed site does not answer.',
    'Check the service behind the port; `health:` in countable.yml names another address.',
  ),
  PROXY_REFUSES: entry(
    EXIT.deployFailed,
    'A proxy of the project does not load its configuration, does not follow a service to its new containers, or cannot lead to the page of maintenance that is on.',
    'Correct what it says, in its configuration.',
  ),

  NO_SWARM: entry(
    EXIT.machine,
    'The project is deployed to a swarm, and the Docker engine manages none. Nothing was touched.',
    'Deploy on a manager of the swarm, or name one with DOCKER_HOST.',
  ),
  NOT_FOR_SWARM: entry(
    EXIT.project,
    'The compose files say what a swarm cannot do, or what is there on one of its nodes alone. Nothing was touched.',
    'Change what the message names, or deploy with `target: compose`.',
  ),
  TARGET_TAKEN: entry(
    EXIT.conflict,
    'The project already runs under this name, under Compose where a swarm is meant, or the other way round. Nothing was touched.',
    'End what runs with the command that the message names; volumes stay. Then deploy again.',
  ),

  NO_RELEASE: entry(
    EXIT.project,
    'There is no such release to return to.',
    '`countable releases` lists those that are kept on this host; any other commit is deployed.',
  ),

  DATA_AT_RISK: entry(
    EXIT.project,
    'A service would come up without the data that it has: with another volume, mount or data folder, or with another major version of its database. Nothing was touched.',
    'Leave what the message names as it was; or deploy by hand with `--recreate` and the name of the service.',
  ),

  NETWORK_IN_USE: entry(
    EXIT.conflict,
    'A network has to be made anew, because the compose files say something else of it, and containers of others are in it. Nothing was touched.',
    'Take them out of it with `docker network disconnect`, deploy, and let them in again with `docker network connect`.',
  ),
  VOLUME_OTHERWISE: entry(
    EXIT.project,
    'The compose files give a volume other options than it was made with. An existing volume keeps its own: the deploy goes on with it as it is.',
    'Say what it was made with, or name a new volume and copy the data there; the warning says how.',
  ),
  VOLUME_UNUSED: entry(
    EXIT.project,
    'A volume of a service that the compose files do not name any more is used by no other. The deploy goes on; the data stays.',
    'Nothing to do where that is meant; else give the volume to the service that is to have it.',
  ),

  PREVIEW_REFUSED: entry(
    EXIT.project,
    'A preview of a pull request would come near production, use the data of another deploy, or be in a network with it. Nothing was touched.',
    'Run previews on an agent of their own, and leave their volumes and networks without a name of their own.',
  ),
  PREVIEW_PORTS: entry(
    EXIT.project,
    'A preview names a port of the host, which only one at a time can have, or publishes none, so that nobody can be told its address. The deploy goes on.',
    'Publish ports in dc.preview.yml without one of the host, as in `ports: ["8000"]`: Docker chooses a free one, and people are told which.',
  ),
  PREVIEWS_FULL: entry(
    EXIT.conflict,
    'This host has as many previews of the project as it may have.',
    'Close a pull request, or remove a preview: `countable previews list` names them. `previews: {limit}` says how many there may be.',
  ),

  MAINTENANCE_UNSERVED: entry(
    EXIT.machine,
    'This host has nothing that serves the page of maintenance: no image, no place for it, or it does not come up. What was touched for it is as before.',
    'The message says what is missing; docs/how-to/maintenance.md shows what it needs.',
  ),
  MAINTENANCE_ON: entry(
    EXIT.conflict,
    'Maintenance is on. Behind a proxy that leads to its page a deploy goes on, and does not end it; where the page stands in the place of the site, nothing is touched; a release that makes a network anew that the page is in fails.',
    '`countable maintenance off <environment>` gives the site back.',
  ),
  LOCK_HELD: entry(
    EXIT.conflict,
    'Another deploy of this project and environment is under way.',
    'Wait for it to end, or abort it; `countable lock status` tells of it.',
  ),
  SUPERSEDED: entry(
    EXIT.conflict,
    'What is live is newer: by the commits, and by when both were begun. No failure: nothing was touched, and nobody is told.',
    'Nothing to do. To deploy this commit all the same build it again, or by hand: `countable deploy <environment> --force`.',
  ),
} as const;
