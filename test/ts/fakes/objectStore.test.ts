import {objectStoreContract} from '../../contract/objectStore.ts';
import {createFakeObjectStore} from '../../fakes/objectStore.ts';

describe('a bucket in memory', () => {
  const store = createFakeObjectStore();
  objectStoreContract(() => ({
    store,
    async leaveUpload(key) {
      store.uploads.push({key, id: `upload of ${key}`, begunAt: new Date()});
    },
  }));
});
