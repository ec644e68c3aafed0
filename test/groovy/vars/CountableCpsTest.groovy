package vars

import support.CpsRunner
import support.Runner

class CountableCpsTest extends CountableCases {
    @Override
    Runner runner() {
        return new CpsRunner()
    }
}
