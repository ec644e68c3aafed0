import {spawn} from 'node:child_process';
const fill=Number(process.argv[2]||0);
const keep=[]; for(let i=0;i<fill;i++){const b=[];for(let k=0;k<131072;k++)b.push(k+0.5);keep.push(b)}
const t=[];
for(let i=0;i<40;i++){const a=performance.now();const c=spawn('/bin/true',[],{stdio:'ignore'});t.push(performance.now()-a);await new Promise(r=>c.on('exit',r));}
t.sort((a,b)=>a-b);
console.log('rss',process.memoryUsage().rss/1e6|0,'median',t[20].toFixed(2),'p90',t[36].toFixed(2), 'cpu',process.cpuUsage().system/1e3|0);
