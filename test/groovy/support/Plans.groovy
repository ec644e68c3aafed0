package support

/** What {@code countable plan} answers, and what stages leave behind. */
class Plans {
    static Map develop() {
        return plan('develop', [[milestones: [11, 12, 999999988], stages: [deploy('stage', 'staging'), test()]]])
    }

    static Map master() {
        return plan('master', [
            [milestones: [11, 12], stages: [test()]],
            [milestones: [999999988], stages: [deploy('prod', 'production')]],
        ])
    }

    static Map pullRequest() {
        return plan('PR-7', [[milestones: [11, 12], stages: [test()]]])
    }

    static Map passed(String stage) {
        return [stage: stage, outcome: 'passed', startedAt: '2026-05-04T03:02:01Z', durationMs: 1000]
    }

    static Map failed(String stage, String code, String message) {
        Map error = [code: code, message: message, remedy: 'Do something.', exitCode: 1, evidence: [:]]
        return passed(stage) + [outcome: 'failed', error: error]
    }

    private static Map plan(String branch, List<Map> groups) {
        Map token = [id: 'countable-slack-token', kind: 'string', variable: 'SLACK_BOT_TOKEN']
        return [
            build: [project: 'shop', branch: branch, buildNumber: 12], groups: groups,
            notify: [agents: [''], credentials: [token]], slack: [channel: '#shop'],
        ]
    }

    private static Map test() {
        return [
            name: 'Test', verb: 'test', arguments: [], agents: ['shop-test', 'test', '!stage && !prod', ''], timeLimitMinutes: 30,
            credentials: [],
        ]
    }

    private static Map deploy(String environment, String title) {
        return [
            name: "Deploy to ${title}".toString(), verb: 'deploy', arguments: [environment],
            agents: ["shop-${environment}".toString(), environment, ''], timeLimitMinutes: 30,
            credentials: [
                [id: "shop-${environment}-env".toString(), kind: 'file', variable: 'COUNTABLE_ENV_FILE'],
            ],
        ]
    }
}
