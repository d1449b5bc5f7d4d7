import time
from .test_hostile import *
def test_x(client):
    shapes={}
    for words in (HARMLESS, HOSTILE):
        t0=time.time()
        a=transaction.atomic(); a._from_testcase=True
        with a:
            s=Shelf(words)
            for who, addresses in pages(s).items():
                c=Client(raise_request_exception=False)
                if who: c.force_login(s.people[who])
                for n in addresses:
                    t=time.time(); r=c.get(n)
                    n=re.sub(r"/W[^/]{30,}/","/TOKEN/",n).partition("?")[0]
                    sh=Shape(r.content.decode())
                    if r.status_code!=200 or time.time()-t>.5: print(n, r.status_code, len(r.content), round(time.time()-t,2))
                    shapes.setdefault((who,n),[]).append(sh)
            transaction.set_rollback(True)
        print(time.time()-t0)
    for k,v in shapes.items():
        a,b=v
        if b.faults: print("FAULT",k,b.faults[:5])
        if a.elements!=b.elements: print(k, dict(list((b.elements-a.elements).items())[:6]), "|", dict(list((a.elements-b.elements).items())[:4]))
    print(len(shapes))
