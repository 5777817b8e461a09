/// How the dashboard looks: dark and calm; colours that colour-blind people tell apart (after Okabe and Ito), and
/// never colour alone.
enum DashboardStyle {
    static let text = #"""
        :root{--back:#0a0e13;--panel:#121821;--line:#243040;--text:#e8edf3;--soft:#93a1b1;
        --abp:#f0825f;--pap:#f2c14e;--cvp:#62b8f2;--ecg:#35c9a2;--twin:#c9d2dc;--seen:#ffffff;
        --with:#35c9a2;--bad:#d92b2b;--warn:#f2c14e}
        *{box-sizing:border-box}
        [hidden]{display:none!important}
        body{margin:0;background:var(--back);color:var(--text);font:14px/1.4 system-ui,sans-serif;
        font-variant-numeric:tabular-nums}
        header{display:flex;flex-wrap:wrap;gap:4px 18px;align-items:baseline;padding:10px 14px 8px}
        h1{font-size:17px;margin:0;font-weight:600}h1 span{color:var(--soft);font-weight:400}
        h2{font-size:13px;margin:0 0 6px;font-weight:600;color:var(--soft)}
        #who span{color:var(--soft);margin-left:10px}
        #link i{display:inline-block;width:9px;height:9px;border-radius:50%;background:var(--warn);margin-right:6px}
        #link.up i{background:var(--ecg)}#link.down i{background:var(--bad);border-radius:0}
        #research{margin:0 0 0 auto;color:var(--soft)}
        #door{display:flex;flex-wrap:wrap;gap:8px;align-items:center;padding:6px 14px}
        #alarms{margin:0 14px 10px}
        #alarms p{margin:0 0 4px;padding:7px 12px;border-radius:6px;background:var(--panel);color:var(--soft)}
        #alarms p.stale{border:1px dashed var(--warn);color:var(--warn)}
        #alarms p.on{background:var(--bad);color:#fff;font-weight:600;font-size:16px}
        #alarms p.on small{display:block;font-weight:400;font-size:13px;opacity:.92}
        main{display:grid;gap:10px;padding:0 14px 20px;grid-template-columns:repeat(12,minmax(0,1fr))}
        .panel{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:10px;grid-column:span 4;min-width:0}
        .strips{grid-column:span 8;display:flex;flex-direction:column;gap:4px}
        figure{margin:0;flex:1 1 auto;display:flex;flex-direction:column;min-width:0}figure canvas{flex:1 1 auto}figcaption{font-weight:600;font-size:13px}
        figcaption small{color:var(--soft);font-weight:400;margin-left:4px}
        canvas{width:100%;height:110px;display:block}
        #abp{height:150px}#loop{height:230px}#cone{height:200px}
        .tiles{grid-column:span 4;display:grid;gap:8px;grid-template-columns:1fr 1fr;grid-auto-rows:1fr}
        .tile{background:var(--panel);border:1px solid var(--line);border-left:4px solid var(--c);border-radius:8px;padding:7px 10px;min-width:0}
        .tile h3{margin:0;font-size:12px;font-weight:600;color:var(--c)}
        .tile h3 small{color:var(--soft);font-weight:400}
        .tile .big{font-size:27px;line-height:1.15;font-weight:600;white-space:nowrap}
        .tile .big small{font-size:15px;font-weight:400;color:var(--soft)}
        .tile .seen{font-size:12px;color:var(--soft);min-height:17px}
        .tile .seen b{color:var(--text)}
        .tile .old{color:var(--warn)}.tile .gone{color:var(--soft);text-decoration:line-through}
        .loop{grid-column:span 4;display:flex;flex-direction:column}.loop canvas{flex:1 1 auto}.ahead{grid-column:span 8}
        main.shaped .ahead{grid-column:span 4}main.shaped #cone{height:260px}
        .heart{display:flex;flex-direction:column}.heart canvas{flex:1 1 auto;height:260px;cursor:grab;touch-action:none}
        .heart p{margin:4px 0 0;color:var(--soft);font-size:12px}.heart p.far{color:var(--warn)}
        .whatif{grid-column:span 12}
        .legend{margin:4px 0 0;color:var(--soft);font-size:12px}
        .legend i{display:inline-block;width:16px;height:3px;margin:0 4px 3px 10px;background:var(--twin)}
        .legend .seen{width:6px;height:6px;border-radius:50%;background:var(--seen);margin-bottom:1px}
        .legend .left{background:var(--text)}.legend .right{background:var(--cvp)}
        .legend .median{background:var(--pap)}.legend .band{height:9px;background:#f2c14e40;margin-bottom:0}
        #says{margin:6px 0 0;font-size:16px}
        select,input,button{background:#1a2431;color:var(--text);border:1px solid #33445a;border-radius:6px;
        font:inherit;padding:5px 8px;max-width:100%;min-width:0}
        button{background:#24507a;border-color:#3a74a8;cursor:pointer}button:disabled{opacity:.5}
        select:focus-visible,input:focus-visible,button:focus-visible{outline:2px solid #9fd0ff}
        #ask{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
        #args{display:contents}#args label{color:var(--soft)}#args input{width:92px}
        #answer{margin:8px 0;font-size:16px}#answer.bad{color:#ff9b8a}
        #pairs{display:grid;gap:8px;grid-template-columns:repeat(4,minmax(0,1fr))}
        #pairs figcaption{font-size:12px}#pairs canvas{height:120px}
        table{border-collapse:collapse;width:100%;font-size:13px}
        #deltas{max-width:620px;margin-top:8px}
        td,th{text-align:left;padding:2px 8px 2px 0;border-bottom:1px solid #1c2632;font-weight:400}
        th{color:var(--soft)}td.n,th.n{text-align:right;padding-right:0;padding-left:8px}
        .none{color:var(--soft);margin:0}p.old{color:var(--warn);margin:0 0 4px}
        .post{display:grid;grid-template-columns:1fr 110px;gap:2px 8px;align-items:center;margin-bottom:6px}
        .post canvas{height:30px}.post span{color:var(--soft);font-size:12px}.post b{font-weight:600}
        @media(max-width:1000px){.panel,.strips,.tiles,.ahead,main.shaped .ahead,.loop,.heart,.whatif{grid-column:span 12}
        .tiles{grid-template-columns:repeat(auto-fit,minmax(150px,1fr))}#pairs{grid-template-columns:1fr 1fr}}
        @media(max-width:520px){#pairs{grid-template-columns:1fr}#research{margin:0}
        header{padding:8px 10px}main{padding:0 8px 16px}#alarms{margin:0 8px 8px}.tile .big{font-size:23px}}
        """#
}
