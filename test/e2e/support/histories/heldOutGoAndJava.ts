import {commit, exited, failedTests, type History, testLog, unhealthy} from './history.ts';
import {GO, JAVA} from './compiled.ts';

export const HELD_OUT_GO_AND_JAVA: readonly History[] = [
  {
    name: 'Go: a panic at the line that was changed, below the untouched caller',
    base: GO,
    commits: [
      commit('ada', {'cart/cart.go': ['return items[0].Name', 'return items[len(items)].Name']}),
      commit('grace', {'cart/cart_test.go': ['{"tea", 300}', '{"cup", 300}']}),
      commit('grace', {'main.go': ['":8080"', '":8081"']}),
      commit('nour', {'cart/cart.go': ['	sum := 0\n', '	var sum int\n']}),
    ],
    failure: exited(
      'api',
      `2026/11/24 10:00:00 http: panic serving 172.18.0.1:50544: runtime error: index out of range [0] with length 0
goroutine 18 [running]:
net/http.(*conn).serve.func1()
	/usr/local/go/src/net/http/server.go:1898 +0xbe
panic({0x6a2a40?, 0xc000016180?})
	/usr/local/go/src/runtime/panic.go:770 +0x132
example.org/desk/cart.First(...)
	/src/cart/cart.go:‹cart/cart.go|return items[›
main.main.func1({0x74bbb0, 0xc0000e2000}, 0xc0000d8000?)
	/src/main.go:‹main.go|cart.First› +0x45`,
      2,
    ),
    culprit: 'ada',
  },
  {
    name: 'Go: a test that fails on what it tests',
    base: GO,
    commits: [
      commit('grace', {
        'cart/cart_test.go': ['func TestTotal', 'func TestNothing(t *testing.T) {}\n\nfunc TestTotal'],
      }),
      commit('ada', {'cart/cart.go': ['sum += item.Cents', 'sum = item.Cents + 1']}),
      commit('nour', {'main.go': ['":8080"', '":8081"']}),
    ],
    failure: testLog(`--- FAIL: TestTotal (0.00s)
    cart_test.go:‹cart/cart_test.go|t.Errorf›: Total = 301, want 300
FAIL
FAIL	example.org/desk/cart	0.002s
FAIL`),
    culprit: 'ada',
  },
  {
    name: 'Java: the cause of an exception, by class and line',
    base: JAVA,
    commits: [
      commit('grace', {'src/main/java/com/desk/App.java': ['System.out.println(', 'System.err.println(']}),
      commit('ada', {
        'src/main/java/com/desk/Catalogue.java': ['new Item("tea", 300)', 'new Item(null, 300)'],
      }),
      commit('nour', {
        'src/main/java/com/desk/Cart.java': ['mapToInt(Item::cents)', 'mapToInt(item -> item.cents())'],
      }),
    ],
    failure: exited(
      'app',
      `Exception in thread "main" java.lang.NullPointerException: Cannot invoke "String.trim()" because the return value of "com.desk.Item.name()" is null
	at com.desk.Cart.first(Cart.java:‹src/main/java/com/desk/Cart.java|trim()›)
	at com.desk.App.main(App.java:‹src/main/java/com/desk/App.java|println(›)`,
    ),
    culprit: null,
  },
  {
    name: 'Java: a test of a class whose method was changed',
    base: JAVA,
    commits: [
      commit('nour', {'src/main/java/com/desk/Catalogue.java': ['"cup", 900', '"cup", 950']}),
      commit('ada', {
        'src/main/java/com/desk/Cart.java': [
          'mapToInt(Item::cents).sum()',
          'mapToInt(Item::cents).max().orElse(0) + 1',
        ],
      }),
      commit('grace', {
        'src/test/java/com/desk/CartTest.java': [
          '    @Test\n',
          '    @Test\n    void nothing() {}\n\n    @Test\n',
        ],
      }),
    ],
    failure: failedTests({
      name: 'com.desk.CartTest › addsUp',
      message: 'expected: <300> but was: <301>',
      details: `org.opentest4j.AssertionFailedError: expected: <300> but was: <301>
	at org.junit.jupiter.api.AssertionFailureBuilder.build(AssertionFailureBuilder.java:151)
	at org.junit.jupiter.api.Assertions.assertEquals(Assertions.java:531)
	at com.desk.CartTest.addsUp(CartTest.java:‹src/test/java/com/desk/CartTest.java|assertEquals(300›)
	at java.base/java.lang.reflect.Method.invoke(Method.java:580)`,
    }),
    culprit: 'ada',
  },
  {
    name: 'a health check came that asks for what is not there; the code below was touched more often',
    base: {...GO, 'docker-compose.yml': 'services:\n  api:\n    build: .\n    ports: ["8080:8080"]\n'},
    commits: [
      commit('grace', {'main.go': ['cart.First(nil)', 'cart.Total(nil)']}),
      commit('grace', {'cart/cart.go': ['sum := 0', 'sum := 1 - 1']}),
      commit('ada', {
        'docker-compose.yml': [
          '    build: .\n',
          '    build: .\n    healthcheck:\n      test: curl -f http://localhost:8000/\n',
        ],
      }),
      commit('nour', {'go.mod': ['go 1.22', 'go 1.23']}),
    ],
    failure: unhealthy(
      'api',
      'curl: (7) Failed to connect to localhost port 8000 after 0 ms: Connection refused',
    ),
    culprit: 'ada',
  },
];
