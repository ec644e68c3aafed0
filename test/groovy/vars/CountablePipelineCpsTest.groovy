package vars

import support.CpsRunner
import support.Runner

class CountablePipelineCpsTest extends CountablePipelineCases {
    private static final Runner CPS = new CpsRunner()

    @Override
    Runner runner() {
        return CPS
    }
}
