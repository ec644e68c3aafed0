package vars

import support.PlainRunner
import support.Runner

class CountablePipelineTest extends CountablePipelineCases {
    @Override
    Runner runner() {
        return new PlainRunner()
    }
}
