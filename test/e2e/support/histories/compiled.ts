export const GO = {
  'go.mod': 'module example.org/desk\n\ngo 1.22\n',
  'cart/cart.go': `package cart

type Item struct {
	Name  string
	Cents int
}

func Total(items []Item) int {
	sum := 0
	for _, item := range items {
		sum += item.Cents
	}
	return sum
}

func First(items []Item) string {
	return items[0].Name
}
`,
  'cart/cart_test.go': `package cart

import "testing"

func TestTotal(t *testing.T) {
	if got := Total([]Item{{"tea", 300}}); got != 300 {
		t.Errorf("Total = %d, want 300", got)
	}
}
`,
  'main.go': `package main

import (
	"fmt"
	"net/http"

	"example.org/desk/cart"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, cart.First(nil))
	})
	http.ListenAndServe(":8080", nil)
}
`,
  'docker-compose.yml': 'services:\n  api:\n    build: .\n',
  Dockerfile: 'FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN go build -o /api .\n',
};

export const JAVA = {
  'pom.xml': '<project>\n  <artifactId>desk</artifactId>\n</project>\n',
  'src/main/java/com/desk/Cart.java': `package com.desk;

import java.util.List;

public class Cart {
    private final List<Item> items;

    public Cart(List<Item> items) {
        this.items = items;
    }

    public int total() {
        return items.stream().mapToInt(Item::cents).sum();
    }

    public String first() {
        return items.get(0).name().trim();
    }
}
`,
  'src/main/java/com/desk/Item.java': 'package com.desk;\n\npublic record Item(String name, int cents) {}\n',
  'src/main/java/com/desk/App.java': `package com.desk;

import java.util.List;

public class App {
    public static void main(String[] args) {
        System.out.println(new Cart(Catalogue.items()).first());
    }
}
`,
  'src/main/java/com/desk/Catalogue.java': `package com.desk;

import java.util.List;

public class Catalogue {
    static List<Item> items() {
        return List.of(new Item("tea", 300), new Item("cup", 900));
    }
}
`,
  'src/test/java/com/desk/CartTest.java': `package com.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CartTest {
    @Test
    void addsUp() {
        assertEquals(300, new Cart(List.of(new Item("tea", 300))).total());
    }
}
`,
  'docker-compose.yml': 'services:\n  app:\n    build: .\n',
  Dockerfile: 'FROM maven:3.9\nCOPY . .\nRUN mvn package\n',
};
