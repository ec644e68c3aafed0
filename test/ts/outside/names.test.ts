import assert from 'node:assert/strict';
import {createSocket} from 'node:dgram';
import {NameUnresolved, requireNameServer} from '../../../ts-helpers/src/outside/names.ts';

describe('a name that is to be resolved', () => {
  const withServer = async (work: (server: string) => Promise<void>): Promise<void> => {
    const socket = createSocket('udp4');
    await new Promise<void>(resolve => {
      socket.bind(0, '127.0.0.1', resolve);
    });
    try {
      await work(`127.0.0.1:${socket.address().port}`);
    } finally {
      socket.close();
    }
  };

  it('is given up soon where no server answers, and that is said', async () => {
    await withServer(async server => {
      const begun = Date.now();
      const asked = requireNameServer('slack.example.org', {patienceMs: 100, servers: [server]});
      await assert.rejects(asked, (error: Error) => {
        assert.ok(error instanceof NameUnresolved);
        assert.equal(
          error.message,
          'the name slack.example.org cannot be resolved: no name server of this machine answered within 0.1 s',
        );
        return true;
      });
      assert.ok(Date.now() - begun < 30_000);
    });
  });

  it('needs no server where it is an address, or the machine knows it itself', async () => {
    await withServer(async server => {
      for (const host of ['127.0.0.1', '[::1]', 'localhost'])
        await requireNameServer(host, {patienceMs: 100, servers: [server]});
    });
  });
});
