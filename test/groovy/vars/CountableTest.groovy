package vars

import support.PlainRunner
import support.Runner

class CountableTest extends CountableCases {
    @Override
    Runner runner() {
        return new PlainRunner()
    }
}
