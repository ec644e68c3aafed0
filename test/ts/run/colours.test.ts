import assert from 'node:assert/strict';
import {wantsColours} from '../../../ts-helpers/src/run/colours.ts';

describe('colours', () => {
  it('are for terminals', () => {
    assert.equal(wantsColours({}, true), true);
    assert.equal(wantsColours({}, false), false);
    assert.equal(wantsColours({}, undefined), false);
  });

  it('are not for terminals that cannot', () => {
    assert.equal(wantsColours({TERM: 'dumb'}, true), false);
  });

  it('are off with NO_COLOR, whatever else is set', () => {
    assert.equal(wantsColours({NO_COLOR: '1', FORCE_COLOR: '1'}, true), false);
  });

  it('take an empty NO_COLOR for none', () => {
    assert.equal(wantsColours({NO_COLOR: ''}, true), true);
  });

  it('are on with FORCE_COLOR, unless it says 0 or false', () => {
    assert.equal(wantsColours({FORCE_COLOR: '1'}, false), true);
    assert.equal(wantsColours({FORCE_COLOR: '0'}, true), false);
    assert.equal(wantsColours({FORCE_COLOR: 'false'}, true), false);
  });
});
