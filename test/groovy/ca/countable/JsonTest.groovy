package ca.countable

import org.junit.Test
import support.Sources

class JsonTest {
    private final Class json = Sources.load('Json')

    @Test
    void 'what is written is read again, and survives a restart'() {
        Map value = [text: "Zoë's \"quotes\"\n\\ ✗ 🚀", number: 3, flag: true, none: null, list: [[a: 1], []], "key ${1}": "g${2}"]
        Object read = json.parse(json.write(value))
        assert read == [text: value.text, number: 3, flag: true, none: null, list: [[a: 1], []], 'key 1': 'g2']
        new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(read)
    }
}
