import {commit, exited, notBuilt, type History} from '../history.ts';

const SPRING = {
  'pom.xml': '<project/>\n',
  'src/main/resources/application.properties': 'server.port=8080\ntill.rate=19\ntill.title=Till\n',
  'src/main/java/org/till/Rates.java': `package org.till;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

@Component
public class Rates {
    @Value("\${till.rate}")
    int rate;

    public int gross(int net) {
        return net * (100 + rate) / 100;
    }
}
`,
  'src/main/java/org/till/Till.java': `package org.till;

public class Till {
    private final Rates rates;

    public Till(Rates rates) {
        this.rates = rates;
    }

    public int due(int net) {
        return rates.gross(net);
    }

    public String receipt(String name) {
        return name.isBlank() ? "-" : name.strip();
    }
}
`,
  'docker-compose.yml': 'services:\n  app:\n    build: .\n',
  Dockerfile: 'FROM maven:3.9\nCOPY . .\nRUN mvn -q package\n',
};

export const SPRING_CODE: readonly History[] = [
  {
    name: 'Java: a symbol that javac does not find',
    base: SPRING,
    commits: [
      commit('grace', {'src/main/java/org/till/Till.java': ['name.strip()', 'name.trim()']}),
      commit('ada', {'src/main/java/org/till/Rates.java': ['public int gross(', 'public int withTax(']}),
      commit('nour', {
        'src/main/resources/application.properties': ['till.title=Till', 'till.title=The till'],
      }),
    ],
    failure: notBuilt(
      'app',
      '3/3] RUN mvn -q package',
      ` > [app 3/3] RUN mvn -q package:
31.0 [ERROR] COMPILATION ERROR :
31.0 [ERROR] /src/main/java/org/till/Till.java:[‹src/main/java/org/till/Till.java|rates.gross›,21] cannot find symbol
31.0   symbol:   method gross(int)
31.0   location: variable rates of type org.till.Rates
------
failed to solve: process "/bin/sh -c mvn -q package" did not complete successfully: exit code: 1`,
    ),
    culprit: 'ada',
  },
  {
    name: 'Java: a property is gone',
    base: SPRING,
    commits: [
      commit('nour', {
        'src/main/java/org/till/Rates.java': ['* (100 + rate) / 100', '* (100L + rate) / 100'],
      }),
      commit('ada', {'src/main/resources/application.properties': ['till.rate=19\n', '']}),
      commit('grace', {
        'src/main/resources/application.properties': ['till.title=Till', 'till.title=The till'],
      }),
    ],
    failure: exited(
      'app',
      `org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'rates': Injection of autowired dependencies failed
	at org.springframework.beans.factory.annotation.AutowiredAnnotationBeanPostProcessor.postProcessProperties(AutowiredAnnotationBeanPostProcessor.java:515)
Caused by: java.lang.IllegalArgumentException: Could not resolve placeholder 'till.rate' in value "\${till.rate}"
	at org.springframework.util.PropertyPlaceholderHelper.parseStringValue(PropertyPlaceholderHelper.java:180)
	... 15 more`,
    ),
    culprit: 'ada',
  },
  {
    name: 'Java: a null comes through the line that was changed',
    base: SPRING,
    commits: [
      commit('grace', {
        'src/main/java/org/till/Rates.java': ['* (100 + rate) / 100', '* (100L + rate) / 100'],
      }),
      commit('ada', {
        'src/main/java/org/till/Till.java': ['name.isBlank() ? "-" : name.strip()', 'name.strip()'],
      }),
      commit('nour', {'src/main/java/org/till/Till.java': ['rates.gross(net)', 'rates.gross(net) + 0']}),
    ],
    failure: exited(
      'app',
      `Exception in thread "main" java.lang.NullPointerException: Cannot invoke "String.strip()" because "name" is null
	at org.till.Till.receipt(Till.java:‹src/main/java/org/till/Till.java|name.strip()›)
	at org.till.Main.main(Main.java:7)`,
    ),
    culprit: 'ada',
  },
];
