import {entry, EXIT} from './entry.ts';

/** What the machine lacks, or refuses. */
export const machine = {
  DOCKER_MISSING: entry(
    EXIT.machine,
    'The docker command is not installed.',
    'Install it: https://docs.docker.com/engine/install/ tells how on each system.',
  ),
  DOCKER_DOWN: entry(
    EXIT.machine,
    'The Docker engine does not answer.',
    'Start it: sudo systemctl start docker, sudo rc-service docker start on Alpine, or open Docker Desktop.',
  ),
  DOCKER_PERMISSION: entry(
    EXIT.machine,
    'This user may not talk to the Docker engine.',
    'Add the user to the docker group and reconnect the agent: sudo usermod -aG docker "$USER"',
  ),
  COMPOSE_MISSING: entry(
    EXIT.machine,
    'Docker Compose v2 (`docker compose`) is not installed; v1 (`docker-compose`) is not supported.',
    'Install it: https://docs.docker.com/compose/install/ tells how on each system.',
  ),
  NODE_MISSING: entry(
    EXIT.machine,
    'Node is not installed.',
    'Install Node 24 on the agent: https://nodejs.org/en/download',
  ),
  NODE_TOO_OLD: entry(
    EXIT.machine,
    'Node is older than 22.15.',
    'Install Node 24 on the agent: https://nodejs.org/en/download',
  ),
  GIT_MISSING: entry(
    EXIT.machine,
    'The git command is not installed.',
    'Install it: https://git-scm.com/downloads tells how on each system.',
  ),
  GIT_REFUSED: entry(
    EXIT.machine,
    'There is a git repository, and git does not read it: it belongs to another user, or is broken.',
    'See what is broken: git fsck. Then check it out anew; in Jenkins, wipe the workspace.',
  ),
  DECRYPTING_FAILED: entry(
    EXIT.machine,
    'The program that decrypts the secrets of an environment failed.',
    'Try it by hand, as the user of the agent: sops decrypt, or age --decrypt.',
  ),
  TOOL_MISSING: entry(
    EXIT.machine,
    'A command that this verb needs is not installed.',
    'Install it on this machine.',
  ),
  DISK_FULL: entry(
    EXIT.machine,
    'The disk is full.',
    'Free space on that machine; `docker system df` shows what Docker holds, `docker builder prune` frees build cache.',
  ),
  DISK_LOW: entry(
    EXIT.machine,
    'A disk has less free than a build is to find there (`disk: {free}` in countable.yml); nothing was touched. As a warning: it is close to that.',
    "See what takes it, and free what is this project's own: countable disk",
  ),
  NOT_WRITABLE: entry(
    EXIT.machine,
    'A file or folder of this machine cannot be written.',
    'Give it to the user that runs this (sudo chown), or choose another: `deployRoot:` in countable.yml for deploys.',
  ),
  FILE_IN_THE_WAY: entry(
    EXIT.machine,
    'Something in the deploy folder, which no deploy has put there, lies where a file of the release belongs.',
    'Look whether it is still needed, and move it away.',
  ),
  FILE_EDITED: entry(
    EXIT.machine,
    'A file of the deploy folder was changed since a deploy has put it there, and this one has another. The deploy goes on; a copy is kept beside the record, in set-aside.',
    'Commit what is to stay.',
  ),
  RECORD_BROKEN: entry(
    EXIT.machine,
    'What the last deploy noted of its folder is cut, or of another shape. The deploy goes on: files that only the last release had stay, and what is overwritten is kept beside the record, in set-aside.',
    'Nothing to do: this deploy notes it anew.',
  ),
  NOT_READABLE: entry(
    EXIT.machine,
    'A file or folder of this machine cannot be read.',
    'Give it to the user that runs this (sudo chown), or let that user read it (chmod u+r).',
  ),
  NOT_ACCESSIBLE: entry(
    EXIT.machine,
    'A file or folder of this machine cannot be read or changed.',
    'Look at it and at the folders above it (ls -ld): whose it is, what it is, whether its disk is well (sudo dmesg | tail).',
  ),
  FILE_GONE: entry(
    EXIT.machine,
    'A file or folder went away while it was worked with.',
    'Find out what removes it, a second build in the same workspace or a clean-up job, and run again.',
  ),
  FILE_TOO_LARGE: entry(
    EXIT.usage,
    'A file, or what comes out of a device or a pipe, has more in it than anybody reads.',
    'Look whether it is the right one (ls -lL), and name another.',
  ),
  MACHINE_EXHAUSTED: entry(
    EXIT.machine,
    'This machine has no processes, open files or memory left.',
    'Look at `ulimit -a` and `free -m`, end what takes them, or raise the limits of the agent.',
  ),
  SYSTEM_REFUSED: entry(
    EXIT.machine,
    'The operating system refuses something.',
    'Its own words above say what; `sudo dmesg | tail` often says why.',
  ),
  COMMAND_FAILED: entry(
    EXIT.machine,
    'A program that was run failed, and what it says is no failure we know.',
    'Its last lines say why; run it by hand on this machine to see more.',
  ),
  COMMAND_GARBLED: entry(
    EXIT.machine,
    'A program printed something else than it should.',
    'Run it by hand on this machine: a wrapper around it, or a broken installation, may answer in its place.',
  ),
  CONTAINER_GONE: entry(
    EXIT.conflict,
    'A container was removed while it was worked with.',
    'Find out what removes it, a `docker rm`, a prune, another job, and run again.',
  ),
  PORT_TAKEN: entry(
    EXIT.machine,
    'A port to be published is already in use.',
    'Stop what holds it, or publish another port.',
  ),
  EXTERNAL_MISSING: entry(
    EXIT.machine,
    'The compose files use a network or a volume that is external, and the machine does not have it. Nothing was touched.',
    'Make it once on that machine, `docker network create` or `docker volume create`, or start the project that it belongs to.',
  ),
  NAME_TAKEN: entry(
    EXIT.machine,
    'A container that is not of the project has the name that one of it is to have.',
    'Leave `container_name:` out, or choose another name.',
  ),
  NETWORKS_USED_UP: entry(
    EXIT.machine,
    'Docker has no addresses left for another network on this machine: about 31 networks use up its pools.',
    'Remove the networks that nobody uses: docker network prune. For more of them, add `default-address-pools` to /etc/docker/daemon.json and restart Docker.',
  ),
  REGISTRY_UNREACHABLE: entry(
    EXIT.service,
    'An image cannot be pulled.',
    "Check the image's name and tag, the agent's network, and `docker login` for private registries.",
  ),
} as const;
