import {commit, failedTests, type History, notBuilt} from '../history.ts';

const RUST = {
  'docker-compose.yml': 'services:\n  api:\n    build: .\n',
  Dockerfile: 'FROM rust:1.80\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\n',
  'Cargo.toml': '[package]\nname = "api"\nversion = "1.0.0"\n',
  'src/cart.rs': `pub fn gross(net: u32) -> u32 {
    net * 119 / 100
}

pub fn label(name: &str) -> String {
    name.trim().to_uppercase()
}
`,
  'src/main.rs': `mod cart;

fn main() {
    let net = 100;
    println!("{}", cart::gross(net));
    println!("{}", cart::label("tea"));
}
`,
};

const DOTNET = {
  'docker-compose.yml': 'services:\n  api:\n    build: .\n',
  Dockerfile:
    'FROM mcr.microsoft.com/dotnet/sdk:8.0\nWORKDIR /src\nCOPY . .\nRUN dotnet publish -c Release\n',
  'Api.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web" />\n',
  'Models/Item.cs': `namespace Api.Models;

public class Item
{
    public decimal Price { get; set; }

    public decimal Gross()
    {
        return Price * 1.19m;
    }
}
`,
  'Services/Cart.cs': `using Api.Models;

namespace Api.Services;

public class Cart
{
    public decimal Total(IEnumerable<Item> items)
    {
        return items.Sum(item => item.Gross());
    }

    public string Title()
    {
        return "Cart";
    }
}
`,
  'Api.Tests/CartTests.cs': `public class CartTests
{
    [Fact]
    public void Adds()
    {
        Assert.Equal(11.9m, new Item { Price = 10 }.Gross());
    }
}
`,
};

export const FRESH_COMPILED: readonly History[] = [
  {
    name: 'Rust: a function has another name than its caller knows',
    base: RUST,
    commits: [
      commit('grace', {'src/main.rs': ['net = 100', 'net = 200']}),
      commit('ada', {'src/cart.rs': ['pub fn gross(', 'pub fn with_tax(']}),
      commit('nour', {'src/cart.rs': ['name.trim()', 'name.trim_start()']}),
    ],
    failure: notBuilt(
      'api',
      '4/4] RUN cargo build --release',
      `3.1 error[E0425]: cannot find function \`gross\` in module \`cart\`
3.1  --> src/main.rs:‹src/main.rs|cart::gross›:26
3.1   |
3.1 5 |     println!("{}", cart::gross(net));
3.1   |                          ^^^^^ not found in \`cart\`
------
failed to solve: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101`,
    ),
    culprit: 'ada',
  },
  {
    name: '.NET: a method has another name than its caller knows',
    base: DOTNET,
    commits: [
      commit('ada', {'Models/Item.cs': ['decimal Gross()', 'decimal WithTax()']}),
      commit('grace', {'Services/Cart.cs': ['"Cart"', '"Your cart"']}),
      commit('nour', {Dockerfile: ['WORKDIR /src', 'ENV CI=1\nWORKDIR /src']}),
    ],
    failure: notBuilt(
      'api',
      '4/4] RUN dotnet publish -c Release',
      `8.1 /src/Services/Cart.cs(‹Services/Cart.cs|item.Gross›,39): error CS1061: 'Item' does not contain a definition for 'Gross' and no accessible extension method 'Gross' accepting a first argument of type 'Item' could be found [/src/Api.csproj]
------
failed to solve: process "/bin/sh -c dotnet publish -c Release" did not complete successfully: exit code: 1`,
    ),
    culprit: 'ada',
  },
  {
    name: '.NET: xunit finds a sum wrong',
    base: DOTNET,
    commits: [
      commit('grace', {'Services/Cart.cs': ['"Cart"', '"Your cart"']}),
      commit('ada', {'Models/Item.cs': ['1.19m', '1.07m']}),
      commit('nour', {Dockerfile: ['WORKDIR /src', 'ENV CI=1\nWORKDIR /src']}),
    ],
    failure: failedTests({
      name: 'CartTests › Adds',
      message: 'Assert.Equal() Failure: Values differ',
      details: `Assert.Equal() Failure: Values differ
Expected: 11.9
Actual:   10.7
   at CartTests.Adds() in /src/Api.Tests/CartTests.cs:line ‹Api.Tests/CartTests.cs|Assert.Equal›`,
    }),
    culprit: 'ada',
  },
];
